import Emulation
import HTTP

/// The filter of a request for the inventory.
struct InventoryFilter {
    /// The canonical text of an instant; empty if there is none.
    private(set) var modifiedSince = ""
    private(set) var includesOnline = true
    private(set) var includesOffline = true
    private(set) var includesRemoved = false
    private(set) var includesSubscriptions = false

    /// - Throws: a 400 naming `modifiedSince` or `licenseTypes`.
    init(_ target: Target) throws(StoreError) {
        if let text = target.argument("modifiedSince") {
            modifiedSince = try Self.instant(text)
        }
        let types = target.arguments("licenseTypes")
        if !types.isEmpty {
            includesOnline = types.contains { equalsIgnoringCase($0, "online") }
            includesOffline = types.contains { equalsIgnoringCase($0, "offline") }
            let known = ["online", "offline"]
            for type in types where !known.contains(where: { equalsIgnoringCase($0, type) }) {
                throw .invalidParameter(
                    "licenseTypes",
                    details: "licenseTypes must be online or offline, not '\(type.prefix(100))'.",
                    StoreRule.inventoryFilter)
            }
        }
        includesRemoved = Self.isTrue(target, "IncludeRemoved")
        includesSubscriptions = Self.isTrue(target, "includeSubscription")
    }

    private static func isTrue(_ target: Target, _ name: String) -> Bool {
        equalsIgnoringCase(target.argument(name) ?? "", "true")
    }

    /// Some clients quote the instant like JSON, or do not encode the `+` of its offset, which then
    /// arrives as a space.
    private static func instant(_ text: String) throws(StoreError) -> String {
        var bare = text
        if bare.count > 1, bare.first == "\"", bare.last == "\"" {
            bare = String(bare.dropFirst().dropLast())
        }
        if let space = bare.lastIndex(of: " "), bare[..<space].contains("T") {
            bare.replaceSubrange(space...space, with: "+")
        }
        guard let instant = Instant(bare) else {
            throw .invalidParameter(
                "modifiedSince",
                details: "modifiedSince must be an ISO 8601 instant, not '\(text.prefix(100))'.",
                StoreRule.inventoryFilter)
        }
        return instant.text
    }

    /// The filter as a token carries it.
    var texts: [String] {
        [
            modifiedSince, "\(includesOnline)", "\(includesOffline)", "\(includesRemoved)",
            "\(includesSubscriptions)",
        ]
    }

    /// The number of these texts.
    static let textCount = 5

    /// - Parameter texts: exactly `textCount` texts.
    init(texts: [String]) {
        modifiedSince = texts[0]
        includesOnline = texts[1] == "true"
        includesOffline = texts[2] == "true"
        includesRemoved = texts[3] == "true"
        includesSubscriptions = texts[4] == "true"
    }
}

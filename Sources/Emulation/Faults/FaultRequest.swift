package import HTTP
import HTTPTypes
import JSON

/// A request that a fault performs before or after the request that it matches.
package struct FaultRequest: Sendable {
    /// Without the credentials of the matched request, which it takes over unless it has its own.
    package let request: Request
    /// Whether it may take longer than an event loop can wait.
    let isLong: Bool

    /// How many requests a fault performs before the matched one, and after it.
    static let most = 16
    static let longestBody = 64 << 10

    /// The paths of the control plane that no fault can ask for: the server, other worlds, and what
    /// waits for other requests.
    private static let refused = [
        "/__admin/shutdown", "/__admin/worlds", "/__admin/requests/await", "/__admin/mcp",
    ]

    /// The paths of the control plane that are answered at once.
    private static let short = [
        "/__admin/clock", "/__admin/faults", "/__admin/quirks", "/__admin/keys",
        "/__admin/snapshots", "/__admin/reset",
    ]

    init(
        _ method: HTTPRequest.Method, _ target: Target, headerFields: HTTPFields, body: [UInt8]
    ) {
        request = Request(
            method, target.raw, headerFields: headerFields, body: body)
        isLong =
            Self.isControl(target) && !Self.short.contains { Self.isBeneath(target, $0) }
    }

    /// Whether the control plane answers a path.
    package static func isControl(_ target: Target) -> Bool { isBeneath(target, "/__admin") }

    /// Whether a path begins with a world's name.
    static func isOfWorld(_ target: Target) -> Bool { isBeneath(target, "/__world") }

    fileprivate static func isRefused(_ target: Target) -> Bool {
        refused.contains { isBeneath(target, $0) }
            || isBeneath(target, "/__admin/requests") && target.parameter("wait") != nil
    }

    private static func isBeneath(_ target: Target, _ path: String) -> Bool {
        let found = target.canonicalPath.lowercased()
        return found == path || found.hasPrefix(path + "/")
    }
}

extension SeedReader {
    /// Reads the member `before` or `after` of `do`.
    mutating func faultRequests(_ member: String) throws -> [FaultRequest] {
        let start = try place()
        var requests: [FaultRequest] = []
        var count = 0
        try array(member) { seed in
            count += 1
            if let request = try seed.faultRequest(member) { requests.append(request) }
        }
        if count > FaultRequest.most {
            note("\(member) has \(count) requests, and may have \(FaultRequest.most)", at: start)
        }
        return requests
    }

    private mutating func faultRequest(_ member: String) throws -> FaultRequest? {
        let before = mistakeCount
        var method = HTTPRequest.Method.get
        var target = Target("/")
        var fields = HTTPFields()
        var body: [UInt8] = []
        try object(
            "a request of \(member)", members: ["method", "path", "headers", "body"],
            required: ["method", "path"]
        ) { seed, name in
            switch name {
            case "method": method = try seed.method().flatMap { HTTPRequest.Method($0) } ?? method
            case "path": target = try seed.faultTarget() ?? target
            case "headers":
                let start = try seed.place()
                for field in try seed.headerFields() {
                    if [.seatfillerWorld, .seatfillerFault].contains(field.name) {
                        seed.note(
                            "the header \"\(field.name)\" cannot be given here",
                            hint: "the request is performed in the world of the fault", at: start)
                    }
                    fields[field.name] = field.value
                }
            default:
                let start = try seed.place()
                switch try seed.value() {
                case .string(let text): body = Array(text.utf8)
                case let json: body = Array(json.text.utf8)
                }
                if body.count > FaultRequest.longestBody {
                    seed.note(
                        "body has \(body.count) bytes, and may have \(FaultRequest.longestBody)",
                        at: start)
                }
            }
        }
        guard mistakeCount == before else { return nil }
        if !body.isEmpty, fields[.contentType] == nil { fields[.contentType] = "application/json" }
        return FaultRequest(method, target, headerFields: fields, body: body)
    }

    /// Reads a path with its query, which an emulated API or the control plane must answer.
    private mutating func faultTarget() throws -> Target? {
        let start = try place()
        guard let text = try string("path") else { return nil }
        guard text.first == "/", text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            note(
                "path \"\(text)\" is not a path",
                hint: "write it /V1/Users/ann@contoso.com/Seats, and percent-encode the rest",
                at: start)
            return nil
        }
        let target = Target(text)
        if FaultRequest.isControl(target) {
            guard FaultRequest.isRefused(target) else { return target }
            note(
                "a fault cannot ask for \"\(target.path)\"",
                hint: "it cannot end the server, touch other worlds, or wait for requests",
                at: start)
        } else if FaultRequest.isOfWorld(target) {
            note(
                "path \"\(text)\" names a world",
                hint: "the request is performed in the world of the fault", at: start)
        } else if roster.api(for: target) != nil {
            return target
        } else {
            note(
                "path \"\(text)\" belongs to no emulated API",
                hint: "write the path of one, or /__admin/…", at: start)
        }
        return nil
    }
}

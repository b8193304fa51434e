import Emulation

/// The items that a client had to find: those that were in the list from its start to its end.
struct StableItems: Sendable {
    /// By their identities, in the order of the list.
    let items: [String]
    private let stable: Set<String>
    /// These may be found or not: they came or went meanwhile.
    private let others: Set<String>

    init(before: [String], after: [String]) {
        let stayed = Set(after)
        items = before.filter(stayed.contains)
        stable = Set(items)
        others = Set(before).union(after).subtracting(stable)
    }

    /// How what a client found differs from them: `lost 25 of 260, 3 twice`; nil if it does not.
    func difference(from found: [String]) -> String? {
        var counts: [String: Int] = [:]
        for item in found { counts[item, default: 0] += 1 }
        let lost = items.count { counts[$0] == nil }
        let known = counts.filter { stable.contains($0.key) || others.contains($0.key) }
        let repeated = known.count { $0.value > 1 }
        let strange = found.first { known[$0] == nil }
        var parts: [String] = []
        if lost > 0 { parts.append("lost \(lost.grouped) of \(items.count.grouped)") }
        if repeated > 0 { parts.append("\(repeated.grouped) twice") }
        if let strange {
            let count = counts.count - known.count
            parts.append(
                "\(count.grouped) unknown such as '\(strange.prefix(40).description.printable())'")
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

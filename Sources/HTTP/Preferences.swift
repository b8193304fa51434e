/// What a client prefers, such as the field `Accept`: values with weights, RFC 9110 section 12.4.2.
package struct Preferences: Sendable {
    /// In lower case and without parameters, in the order of the fields.
    private var items: [(value: String, weight: Double)] = []

    /// - Parameter fields: the values of all fields of the name.
    package init(_ fields: [String]) {
        for item in fields.flatMap({ $0.split(separator: ",") }) {
            let words = item.split(separator: ";").map { $0.trimmed.lowercased() }
            guard let value = words.first, !value.isEmpty else { continue }
            let weight = words.dropFirst().first { $0.hasPrefix("q=") }
                .map { Double($0.dropFirst(2)) ?? 0 }
            items.append((value, weight ?? 1))
        }
    }

    /// Whether a value is named and wanted.
    package func contains(_ value: String) -> Bool {
        items.contains { $0.value == value && $0.weight > 0 }
    }

    /// The values that are wanted, the most wanted first. Of equal ones the first comes first.
    package var wanted: [String] {
        items.enumerated().filter { $0.element.weight > 0 }
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .map(\.element.value)
    }
}

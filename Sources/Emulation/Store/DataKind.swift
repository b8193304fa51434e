package import JSON
package import SQLite

/// Rows of an API's tables as the control plane shows them, such as its users.
package struct DataKind: Sendable {
    /// `users`
    package let name: String
    /// Each member of a row, and the SQL of its value.
    private let members: KeyValuePairs<String, String>
    /// The tables, joined.
    private let source: String
    /// What the rows are ordered by: columns that are unique together, and have an index.
    private let key: [String]
    /// A condition with two parameters: rows whose text lies between them are found.
    private let search: String
    /// The members that are true or false.
    private let flags: Set<String>
    /// What can be done to one of the rows.
    package let edits: [DataEdit]

    package init(
        _ name: String, of source: String, by key: [String], search: String,
        members: KeyValuePairs<String, String>, flags: Set<String> = [], edits: [DataEdit] = []
    ) {
        self.name = name
        self.source = source
        self.key = key
        self.search = search
        self.members = members
        self.flags = flags
        self.edits = edits
    }

    /// The rows of a page, and the key of its last row.
    package struct Page: Sendable {
        package fileprivate(set) var rows: [JSON] = []
        /// What the next page begins after; nil for the last page.
        package fileprivate(set) var next: JSON?
    }

    /// Reads a page, however many rows come before it.
    ///
    /// - Parameters:
    ///   - after: the `next` of the page before; nil for the first page.
    ///   - search: how the names of the rows begin; nil for all rows.
    /// - Returns: nil if `after` is no key of this kind.
    package func page(
        of store: Connection, after: JSON?, search text: String?, limit: Int
    ) throws -> Page? {
        var values: [Value] = []
        if let after {
            values = after.elements.compactMap { Value($0) }
            guard values.count == key.count, after.elements.count == key.count else { return nil }
        }
        if let text {
            // No character comes behind the last one of Unicode.
            values += [.text(text), .text(text + "\u{10FFFF}")]
        }
        var page = Page()
        var last: [JSON] = []
        var hasMore = false
        let width = Int32(key.count)
        try store.rows(statement(isFirst: after == nil, isSearch: text != nil), values: values) {
            guard page.rows.count < limit else {
                hasMore = true
                return false
            }
            page.rows.append(object($0.values(width..<width + Int32(members.count))))
            last = $0.values(0..<width).map(\.json)
            return true
        }
        if hasMore { page.next = .array(last) }
        return page
    }

    /// A condition that holds for one row, and the values of its parameters.
    package struct Place: Sendable {
        fileprivate let condition: String
        fileprivate let values: [Value]

        package init(_ condition: String, _ values: Value...) {
            self.condition = condition
            self.values = values
        }
    }

    /// One row, as a page shows it; null if it is not there.
    func row(at place: Place, of store: Connection) throws -> JSON {
        var found = JSON.null
        let columns = members.map(\.value).joined(separator: ", ")
        try store.rows(
            "SELECT \(columns) FROM \(source) WHERE \(place.condition)", values: place.values
        ) { row in
            found = object(row.values(0..<Int32(members.count)))
            return false
        }
        return found
    }

    private func object(_ values: [Value]) -> JSON {
        .object(
            zip(members, values).map { member, value in
                JSON.Member(
                    name: member.key,
                    value: flags.contains(member.key) ? .bool(value == 1) : value.json)
            })
    }

    private func statement(isFirst: Bool, isSearch: Bool) -> String {
        let keys = key.joined(separator: ", ")
        let unknown = key.map { _ in "?" }.joined(separator: ", ")
        let conditions = [isFirst ? nil : "(\(keys)) > (\(unknown))", isSearch ? search : nil]
        return """
            SELECT \(keys), \(members.map(\.value).joined(separator: ", ")) FROM \(source)
            WHERE \((["true"] + conditions.compactMap { $0 }).joined(separator: " AND "))
            ORDER BY \(keys)
            """
    }
}

extension Value {
    /// Nil for what is neither text nor an integer.
    fileprivate init?(_ json: JSON) {
        switch json {
        case .integer(let integer): self = .integer(integer)
        case .string(let text): self = .text(text)
        default: return nil
        }
    }
}

extension Value {
    fileprivate var json: JSON {
        switch self {
        case .null: .null
        case .integer(let integer): .integer(integer)
        case .text(let text): .string(text)
        }
    }
}

import JSON

/// The names of the columns of a table in JSON, of which at least one is the name of a secret:
/// `["user", "password"]`, or `[{"name": "user"}, {"name": "password"}]`.
struct SecretColumns {
    private let names: [JSON]
    /// For each column, whether its name is that of a secret.
    private let isSecret: [Bool]
    /// Whether the array certainly has names: its member says so, such as `columns`, or its
    /// elements are objects.
    private var isNamed: Bool
    /// Whether the object has an array of rows, and not only one row.
    private var isTable = false

    /// The columns that an array names; nil if it names no secret.
    private init?(_ names: [JSON], isNamed: Bool) {
        let isSecret = names.map { name in
            if case .object(let members) = name { return Redaction.namesSecret(members) }
            return Redaction.namesSecret(name)
        }
        guard isSecret.contains(true) else { return nil }
        self.names = names
        self.isSecret = isSecret
        self.isNamed = isNamed || names.contains { !$0.members.isEmpty }
    }

    /// The columns of a table that has their names in one of its rows.
    init?(of elements: [JSON]) {
        let columns = elements.lazy.compactMap { Self($0.elements, isNamed: false) }.first
        guard let columns else { return nil }
        self = columns
    }

    /// The columns of a table in an object that has their names in another member:
    /// `{"columns": […], "rows": […]}` or `{"schema": {"fields": […]}, "rows": […]}`.
    init?(of members: [JSON.Member]) {
        let columns = members.lazy.compactMap { Self($0.value.elements, isNamed: $0.isOfNames) }
            .first
        let others = members.lazy.flatMap(\.value.members).filter(\.isOfNames)
            .compactMap { Self($0.value.elements, isNamed: true) }
        guard let columns = columns ?? others.first else { return nil }
        self = columns
        isNamed =
            isNamed || members.contains { $0.isOfNames && $0.value == .array(columns.names) }
        isTable = members.contains { $0.value.elements.contains { !$0.elements.isEmpty } }
    }

    // MARK: Values

    /// The value of a member, without the secrets in these columns.
    func hiding(in member: JSON.Member) -> JSON {
        let cells = member.value.elements
        if !cells.isEmpty, cells.allSatisfy(\.elements.isEmpty) {
            // In a table the names belong to the rows, and not to an array beside them.
            let isParallel =
                isNamed && !isTable && names.count > 1 && cells.count == names.count
            if isParallel || SecretRow.isValue(member.name.utf8.span) {
                return hiding(inRow: member.value)
            }
        }
        let rows = member.value.members.map {
            JSON.Member(name: $0.name, value: isNamed ? hiding(in: $0.value) : $0.value)
        }
        return rows.isEmpty ? hiding(in: member.value) : .object(rows)
    }

    /// The rows of an array, without their secrets.
    func hiding(in value: JSON) -> JSON {
        guard case .array(let rows) = value, rows != names else { return value }
        return .array(rows.map { $0.members.isEmpty ? hiding(inRow: $0) : object($0) })
    }

    /// A row, without its secrets.
    func hiding(inRow value: JSON) -> JSON {
        guard case .array(let cells) = value, cells != names else { return value }
        return .array(
            cells.enumerated().map { index, cell in
                index < isSecret.count && isSecret[index] ? Redaction.hidden(cell) : cell
            })
    }

    /// An object that has a row in a member, `{"cells": […]}`, without the row's secrets.
    private func object(_ value: JSON) -> JSON {
        guard isNamed, names.count > 1 else { return value }
        return .object(
            value.members.map { member in
                let isRow = member.value.elements.count == names.count
                return JSON.Member(
                    name: member.name, value: isRow ? hiding(inRow: member.value) : member.value)
            })
    }
}

extension JSON.Member {
    /// Whether the name of the member says that its value has names: `columns`.
    fileprivate var isOfNames: Bool { SecretRow.isName(name.utf8.span) }
}

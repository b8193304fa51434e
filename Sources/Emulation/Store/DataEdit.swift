package import HTTPTypes
package import JSON
package import SQLite

/// What the control plane can do to one row of a kind.
package struct DataEdit: Sendable {
    /// The method of the call that does it.
    package let method: HTTPRequest.Method
    /// The members that name the row, in the query of the call.
    package let key: [String]
    /// Further members, which may be left out if the others name one row.
    package let scope: [String]
    /// The structure of the call's content; nil if the call has none.
    package let content: Shape?
    private let apply: @Sendable (Order) throws -> DataKind.Place

    /// - Parameter apply: changes the data, and tells which row the answer shows.
    /// - Throws: in `apply`, a problem if the change is not possible.
    package init(
        _ method: HTTPRequest.Method, key: [String], scope: [String] = [], content: Shape? = nil,
        apply: @escaping @Sendable (Order) throws -> DataKind.Place
    ) {
        self.method = method
        self.key = key
        self.scope = scope
        self.content = content
        self.apply = apply
    }

    /// One call.
    package struct Order {
        package let store: Connection
        /// The values of the members that name the row.
        private let key: [String: String]
        /// The content, completed; an empty object if the call has none.
        package let content: JSON
        package let now: Instant

        package init(_ store: Connection, _ key: [String: String], _ content: JSON, at now: Instant)
        {
            self.store = store
            self.key = key
            self.content = content
            self.now = now
        }

        /// The value of a member that names the row; nil if it has been left out.
        package subscript(_ name: String) -> String? { key[name] }

        /// The value of a member that must be there.
        package func text(_ name: String) -> String { key[name] ?? "" }
    }

    /// Changes the data, in a transaction of the caller's.
    ///
    /// - Returns: the row as it is now.
    package func carryOut(_ order: Order, on kind: DataKind) throws -> JSON {
        try kind.row(at: apply(order), of: order.store)
    }
}

extension Problem {
    /// The row that a call names is not there.
    package static func noRow(_ detail: String) -> Problem {
        Problem(
            .notFound, code: "no-such-row", detail: detail,
            hint: "GET /__admin/data/{kind} lists the rows.")
    }

    /// The members that name a row cannot be such.
    package static func badRow(_ detail: String) -> Problem {
        Problem(
            .badRequest, code: "bad-parameter", detail: detail,
            hint: "GET /__admin/data/{kind} lists the rows.")
    }

    /// The rules of an API do not allow the change.
    package static func rowConflict(_ detail: String) -> Problem {
        Problem(
            .conflict, code: "row-conflict", detail: detail, hint: "Nothing has changed.")
    }
}

import JSON
package import SQLite

/// Who may ask for tokens: an element of the seed's `applications`.
package struct Application: Sendable {
    package let clientID: String
    package let clientSecret: String?
    /// The permissions that it has been given, by their names.
    package let permissions: [String]
    /// PEM texts, each of which is a certificate or a public key.
    let certificates: [String]
    /// By the members of the seed.
    private let scopes: [String: ApplicationScope]

    /// The application of this client id, upper and lower case alike; nil where there is none.
    ///
    /// - Parameter roster: the APIs that an application may see something of.
    package static func find(
        _ clientID: String, in store: Connection, of roster: Roster
    ) throws -> Application? {
        let members = roster.scopes
        let columns = members.map { ", \($0.column)" }.joined()
        return try store.row(
            """
            SELECT client_id, client_secret, permissions, certificates\(columns)
            FROM seatfiller_applications WHERE client_id = ?
            """,
            .text(clientID)
        ) { row in
            var scopes: [String: ApplicationScope] = [:]
            for (index, member) in members.enumerated() {
                scopes[member.name] = try scope(row.text(Int32(4 + index)))
            }
            return Application(
                clientID: row.text(0), clientSecret: row.textOrNull(1),
                permissions: try list(row.text(2)), certificates: try list(row.text(3)),
                scopes: scopes)
        }
    }

    /// What of an API's data it may see: all of that of an API that does not bound applications.
    package func scope(of api: any SeededAPI.Type) -> ApplicationScope {
        api.scope.map { scopes[$0.name] ?? .only([]) } ?? .all
    }

    private static func scope(_ text: String) throws -> ApplicationScope {
        text == #""all""# ? .all : .only(Set(try list(text).map { $0.lowercased() }))
    }

    private static func list(_ text: String) throws -> [String] {
        try JSON(parsing: Array(text.utf8)).elements.compactMap(\.string)
    }
}

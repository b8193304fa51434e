import JSON
package import SQLite

/// A client that can sign in: an element of `applications` in a seed.
package struct Application: Sendable {
    package let clientID: String
    package let clientSecret: String?
    /// The names of its permissions.
    package let permissions: [String]
    /// Certificates and public keys in PEM.
    let certificates: [String]
    /// Whether it has nothing to prove itself with, like a program on people's own machines.
    package var isPublic: Bool { clientSecret == nil && certificates.isEmpty }
    /// Its scopes, by the members of the seed.
    private let scopes: [String: ApplicationScope]

    /// The application with this client id, whose case does not matter, or nil.
    ///
    /// - Parameter roster: the APIs that limit what an application sees.
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

    /// What the application may see of an API's data. An API without a scope shows all of it.
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

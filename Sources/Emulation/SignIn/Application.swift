internal import JSON
package import SQLite

/// Who may ask for tokens: an element of the seed's `applications`.
package struct Application: Sendable {
    package let clientID: String
    package let clientSecret: String?
    package let permissions: [Permission]
    package let customers: CustomerScope
    /// The Entra tenants whose Store for Business has the application activated, in lower case.
    package let storeTenants: Set<String>
    /// PEM texts, each of which is a certificate or a public key.
    internal let certificates: [String]

    /// The application of this client id, upper and lower case alike; nil where there is none.
    package static func find(_ clientID: String, in store: Connection) throws -> Application? {
        try store.row(
            """
            SELECT client_id, client_secret, permissions, customers, store_tenants, certificates
            FROM seatfiller_applications WHERE client_id = ?
            """,
            .text(clientID)
        ) { row in
            Application(
                clientID: row.text(0), clientSecret: row.textOrNull(1),
                permissions: try list(row.text(2)).compactMap {
                    $0.string.flatMap(Permission.init)
                },
                customers: row.text(3) == CustomerScope.allText
                    ? .all
                    : .only(Set(try list(row.text(3)).compactMap { $0.string?.lowercased() })),
                storeTenants: Set(try list(row.text(4)).compactMap { $0.string?.lowercased() }),
                certificates: try list(row.text(5)).compactMap(\.string))
        }
    }

    private static func list(_ text: String) throws -> [JSON] {
        try JSON(parsing: Array(text.utf8)).elements
    }
}

/// The customers that an application may see.
package enum CustomerScope: Equatable, Sendable {
    case all
    /// Those of these ids, in lower case.
    case only(Set<String>)

    internal static let allText = #""all""#

    package func covers(_ customer: String) -> Bool {
        switch self {
        case .all: true
        case .only(let ids): ids.contains(customer.lowercased())
        }
    }
}

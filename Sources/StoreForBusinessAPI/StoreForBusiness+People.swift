package import Emulation
package import SQLite

// The users of an organization as those who sign in.
extension StoreForBusiness {
    package static func person(
        _ name: String, of tenant: String, in store: Connection
    ) throws -> Person? {
        try store.row(
            """
            SELECT user_name, object_id, password FROM store_users
            JOIN store_organizations ON store_organizations.id = organization_id
            WHERE folded_name = ? AND tenant_id = ? AND is_deleted = 0
            """,
            .text(UserName.fold(name)), .text(tenant)
        ) { row in
            Person(
                name: row.text(0), in: tenant, objectID: row.textOrNull(1),
                password: row.textOrNull(2))
        }
    }
}

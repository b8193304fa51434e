import Emulation
import HTTP
package import SQLite

/// A domain that names a tenant: one that its organization declares, or that of a user.
enum Domain {
    /// Whether a seed can declare it.
    static func isDeclarable(_ text: String) -> Bool {
        (1..<256).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0.isLetterOrDigit || "-.".utf8.contains($0) }
    }

    /// Finds the domains of users, of which an SQL seed may have added any.
    static func complete(in store: Connection) throws {
        try store.run("DELETE FROM store_domains WHERE is_declared = 0")
        try store.run(
            """
            INSERT OR IGNORE INTO store_domains
            SELECT DISTINCT substr(folded_name, instr(folded_name, '@') + 1), organization_id, 0
            FROM store_users WHERE folded_name LIKE '_%@_%'
            """)
    }
}

extension StoreForBusiness {
    package static func tenant(_ name: String, in store: Connection) throws -> String? {
        let byID = try store.row(
            "SELECT tenant_id FROM store_organizations WHERE tenant_id = ?", .text(name)
        ) { $0.text(0) }
        if let byID { return byID }
        // Two organizations may have users of one domain: the first is meant.
        return try store.row(
            """
            SELECT tenant_id FROM store_domains JOIN store_organizations ON id = organization_id
            WHERE domain = ? ORDER BY is_declared DESC, organization_id LIMIT 1
            """,
            .text(name.lowercased())
        ) { $0.text(0) }
    }
}

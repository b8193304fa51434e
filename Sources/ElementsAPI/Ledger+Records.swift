import Emulation
import JSON
import SQLite

extension Ledger {
    /// The records of a customer, in the order of declaration.
    func records(_ kind: RecordKind, of customer: String) throws -> [JSON] {
        var records: [JSON] = []
        try forEachRecord(kind, of: customer) { records.append(try $1()) }
        return records
    }

    /// Passes the records of a customer to `body`, which parses only those that it needs.
    func forEachRecord(
        _ kind: RecordKind, of customer: String,
        _ body: (_ number: Int64, _ record: () throws -> JSON) throws -> Void
    ) throws {
        try store.rows(
            "SELECT number, content FROM \(kind.table) WHERE customer_id = ? ORDER BY number",
            .text(customer)
        ) { row in
            let text = row.text(1)
            try body(row.integer(0)) { try JSON(parsing: Array(text.utf8)) }
            return true
        }
    }

    func insert(_ record: JSON, _ kind: RecordKind, of customer: String) throws {
        try store.run(
            "INSERT INTO \(kind.table) (customer_id, content) VALUES (?, ?)", .text(customer),
            .text(record.text))
    }

    /// Passes to `body` the protected users of a tenant whose e-mail addresses are among these.
    ///
    /// - Parameter emails: addresses in lower case; empty for all users.
    func forEachProtectedUser(
        of tenant: String, _ customer: String, emails: Set<String>,
        _ body: (_ number: Int64, _ user: () throws -> JSON) throws -> Void
    ) throws {
        try store.rows(
            """
            SELECT number, content, json_extract(content, '$.email')
            FROM elements_protected_users
            WHERE customer_id = ? AND tenant_id = ? ORDER BY number
            """,
            .text(customer), .text(tenant)
        ) { row in
            let text = row.text(1)
            if emails.isEmpty || emails.contains(row.text(2).lowercased()) {
                try body(row.integer(0)) { try JSON(parsing: Array(text.utf8)) }
            }
            return true
        }
    }

    func insert(protectedUser: JSON, of tenant: String, _ customer: String) throws {
        try store.run(
            "INSERT INTO elements_protected_users (customer_id, tenant_id, content) "
                + "VALUES (?, ?, ?)",
            .text(customer), .text(tenant), .text(protectedUser.text))
    }

    /// Completes records that an SQL seed may have added.
    ///
    /// - Returns: the mistakes in the records.
    func completeRecords(at now: Instant) throws -> [String] {
        try RecordKind.allCases.flatMap { try completeRecords($0, at: now) }
    }

    private func completeRecords(_ kind: RecordKind, at now: Instant) throws -> [String] {
        var records: [(number: Int64, text: String)] = []
        try store.rows("SELECT number, content FROM \(kind.table)") { row in
            records.append((row.integer(0), row.text(1)))
            return true
        }
        var mistakes: [String] = []
        for record in records where mistakes.count < SeedError.mostMistakes {
            switch try kind.shape.complete(record.text, kind.noun, at: now) {
            case .value(let completed) where completed.text == record.text: break
            case .value(let completed):
                try store.run(
                    "UPDATE \(kind.table) SET content = ? WHERE number = ?",
                    .text(completed.text), .integer(record.number))
            case .mistakes(let found):
                mistakes += found.map { "row \(record.number) of \(kind.table): \($0)" }
            }
        }
        return mistakes
    }
}

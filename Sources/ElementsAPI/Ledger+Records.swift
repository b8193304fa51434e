import Emulation
import JSON
import SQLite

/// What a customer has several of, each a JSON object in a row of its kind's table.
enum RecordKind: CaseIterable {
    case service, backupModule, job, scanProfile, protectedUser

    /// The member of the seed: of a customer, of a tenant for protected users.
    var member: String {
        switch self {
        case .service: "services"
        case .backupModule: "backupOverview"
        case .job: "jobs"
        case .scanProfile: "scanProfiles"
        case .protectedUser: "protectedUsers"
        }
    }

    var table: String {
        switch self {
        case .service: "elements_services"
        case .backupModule: "elements_backup_modules"
        case .job: "elements_jobs"
        case .scanProfile: "elements_scan_profiles"
        case .protectedUser: "elements_protected_users"
        }
    }

    var shape: Shape {
        switch self {
        case .service: ElementsShape.service
        case .backupModule: ElementsShape.backupModule
        case .job: ElementsShape.job
        case .scanProfile: ElementsShape.scanProfile
        case .protectedUser: ElementsShape.protectedUser
        }
    }

    var noun: String {
        switch self {
        case .service: "a service"
        case .backupModule: "a backup module"
        case .job: "a job"
        case .scanProfile: "a scan profile"
        case .protectedUser: "a protected user"
        }
    }
}

extension Ledger {
    /// The records of a customer, in the order in which they came.
    func records(_ kind: RecordKind, of customer: String) throws -> [JSON] {
        var records: [JSON] = []
        try forEachRecord(kind, of: customer) { records.append(try $0()) }
        return records
    }

    /// Lends the records of a customer, each read only where it is asked for.
    func forEachRecord(
        _ kind: RecordKind, of customer: String, _ body: (() throws -> JSON) throws -> Void
    ) throws {
        try store.rows(
            "SELECT content FROM \(kind.table) WHERE customer_id = ? ORDER BY number",
            .text(customer)
        ) { row in
            let text = row.text(0)
            try body { try JSON(parsing: Array(text.utf8)) }
            return true
        }
    }

    func insert(_ record: JSON, _ kind: RecordKind, of customer: String) throws {
        try store.run(
            "INSERT INTO \(kind.table) (customer_id, content) VALUES (?, ?)", .text(customer),
            .text(record.text))
    }

    // MARK: Protected users, which belong to a tenant

    /// Lends the protected users of a tenant of whom the e-mail address is among these.
    ///
    /// - Parameter emails: in lower case; none for all.
    func forEachProtectedUser(
        of tenant: String, _ customer: String, emails: Set<String>,
        _ body: (() throws -> JSON) throws -> Void
    ) throws {
        try store.rows(
            """
            SELECT content, json_extract(content, '$.email') FROM elements_protected_users
            WHERE customer_id = ? AND tenant_id = ? ORDER BY number
            """,
            .text(customer), .text(tenant)
        ) { row in
            let text = row.text(0)
            if emails.isEmpty || emails.contains(row.text(1).lowercased()) {
                try body { try JSON(parsing: Array(text.utf8)) }
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

    // MARK: SQL seeds

    /// Completes the records, of which an SQL seed may have added any.
    ///
    /// - Returns: what is wrong with them.
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

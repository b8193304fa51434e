import Emulation
import JSON
import SQLite

/// Reads the elements of the seed's `elements.customers`.
struct CustomerLoader {
    private let store: Connection
    /// The customers that this file has declared. The file may add to customers of earlier files.
    private var known: Set<String> = []

    /// A customer in the seed, with its defaults.
    private struct Customer {
        var id: String?
        var organization: String?
        var ownerEmail: String?
        var countryOrRegion: String?
        var managementMode: Int64?
        var jobStatus: Int64?
        var tenants: [Tenant] = []
        var records: [(kind: RecordKind, record: JSON)] = []
    }

    private static let recordKinds: [RecordKind] = [.service, .backupModule, .job, .scanProfile]

    private struct Tenant {
        var id: String?
        var name = ""
        var type: Int64 = 0
        var availableUserSeat: Int64 = 0
        var assignedUserSeat: Int64 = 0
        var protectedUsers: [JSON] = []
        var place = 0
    }

    init(_ store: Connection) {
        self.store = store
    }

    mutating func load(_ seed: inout SeedReader) throws {
        var customer = Customer()
        let place = try seed.object(
            "a customer",
            members: [
                "id", "organization", "ownerEmail", "countryOrRegion", "managementMode",
                "jobStatus", "tenants",
            ] + Self.recordKinds.map(\.member),
            required: ["id"]
        ) { seed, member in
            switch member {
            case "id": customer.id = try seed.guid("id")
            case "organization": customer.organization = try seed.string("organization")
            case "ownerEmail": customer.ownerEmail = try seed.string("ownerEmail")
            case "countryOrRegion": customer.countryOrRegion = try seed.string("countryOrRegion")
            case "managementMode":
                customer.managementMode = try seed.integer("managementMode", in: 0...2)
            case "jobStatus": customer.jobStatus = try seed.integer("jobStatus", in: 0...6)
            case "tenants":
                try seed.array("tenants") { customer.tenants.append(try readTenant(&$0)) }
            default:
                guard let kind = Self.recordKinds.first(where: { $0.member == member }) else {
                    return
                }
                for record in try readRecords(kind, &seed) {
                    customer.records.append((kind, record))
                }
            }
        }
        guard let id = customer.id, let place else { return }
        guard known.insert(id).inserted else {
            return seed.note("the customer \(id) is declared twice", at: place)
        }
        try insert(customer, id)
        for tenant in customer.tenants where try !insert(tenant, of: id) {
            seed.note(
                "the tenant \(tenant.id ?? "") of this type is declared twice", at: tenant.place)
        }
        let ledger = Ledger(store)
        for (kind, record) in customer.records { try ledger.insert(record, kind, of: id) }
    }

    private func readTenant(_ seed: inout SeedReader) throws -> Tenant {
        var tenant = Tenant()
        let place = try seed.object(
            "a tenant",
            members: [
                "id", "name", "type", "availableUserSeat", "assignedUserSeat",
                RecordKind.protectedUser.member,
            ],
            required: ["id"]
        ) { seed, member in
            switch member {
            case "id": tenant.id = try seed.string("id")
            case "name": tenant.name = try seed.string("name") ?? ""
            case "type": tenant.type = try seed.integer("type", in: 0...3) ?? 0
            case "availableUserSeat":
                tenant.availableUserSeat =
                    try seed.integer("availableUserSeat", in: 0...Int64.max) ?? 0
            case "assignedUserSeat":
                tenant.assignedUserSeat =
                    try seed.integer("assignedUserSeat", in: 0...Int64.max) ?? 0
            default: tenant.protectedUsers = try readRecords(.protectedUser, &seed)
            }
        }
        tenant.place = place ?? 0
        if tenant.type != 0, !tenant.protectedUsers.isEmpty {
            seed.note("only a Microsoft 365 tenant, type 0, has protectedUsers", at: tenant.place)
        }
        return tenant
    }

    private func readRecords(_ kind: RecordKind, _ seed: inout SeedReader) throws -> [JSON] {
        var records: [JSON] = []
        try seed.array(kind.member) { seed in
            if let record = try seed.value(kind.noun, of: kind.shape) { records.append(record) }
        }
        return records
    }

    private func insert(_ customer: Customer, _ id: String) throws {
        try store.run("INSERT OR IGNORE INTO elements_customers (id) VALUES (?)", .text(id))
        try store.run(
            """
            UPDATE elements_customers SET organization = ifnull(?, organization),
                owner_email = ifnull(?, owner_email),
                country_or_region = ifnull(?, country_or_region),
                management_mode = ifnull(?, management_mode), job_status = ifnull(?, job_status)
            WHERE id = ?
            """,
            .text(orNull: customer.organization), .text(orNull: customer.ownerEmail),
            .text(orNull: customer.countryOrRegion), .integer(orNull: customer.managementMode),
            .integer(orNull: customer.jobStatus), .text(id))
    }

    /// - Returns: false if the customer has the tenant already.
    private func insert(_ tenant: Tenant, of customer: String) throws -> Bool {
        guard let id = tenant.id else { return true }
        try store.run(
            """
            INSERT OR IGNORE INTO elements_tenants
                (customer_id, id, name, type, available_user_seat, assigned_user_seat)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            .text(customer), .text(id), .text(tenant.name), .integer(tenant.type),
            .integer(tenant.availableUserSeat), .integer(tenant.assignedUserSeat))
        guard store.changes == 1 else { return false }
        for user in tenant.protectedUsers {
            try Ledger(store).insert(protectedUser: user, of: id, customer)
        }
        return true
    }
}

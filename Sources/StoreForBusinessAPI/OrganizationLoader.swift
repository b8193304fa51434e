import Emulation
import JSON
import SQLite

/// Reads one element of the seed's `storeForBusiness`: an organization with its users, inventory
/// and seats.
struct OrganizationLoader {
    private let store: Connection
    /// The default of time stamps.
    private let now: String
    private var id: Int64 = 0
    /// The domains that are known to be the organization's.
    private var domains: Set<String> = []
    /// The user of the latest seat, because a user's seats are usually adjacent.
    private var latest: (name: String, id: Int64)?
    /// Seats whose user or product was not declared yet when they were read.
    private var pending: [Seat] = []
    /// Whether a seat declares its user and product at once; nil until this is decided.
    private var seatsDeclare: Bool?

    private struct Seat {
        var userName: String
        var productID = ""
        var skuID = ""
        var date: String
        var state = "active"
        var place = 0
    }

    init(_ store: Connection, now: String) {
        self.store = store
        self.now = now
    }

    /// - Parameter known: the organizations that this file has declared so far. The file may add to
    ///   organizations of earlier files.
    mutating func load(_ seed: inout SeedReader, known: inout Set<Int64>) throws {
        try open(seed.peek("tenantId"))
        try seed.object(
            "an organization",
            members: ["tenantId", "name", "domains", "users", "inventory", "seats"],
            required: ["tenantId"]
        ) { seed, member in
            switch member {
            case "tenantId": try readTenantID(&seed, known: &known)
            case "name":
                guard let name = try seed.string("name") else { return }
                try store.run(
                    "UPDATE store_organizations SET name = ? WHERE id = ?", .text(name),
                    .integer(id))
            case "domains": try seed.array("domains") { try loadDomain(&$0) }
            case "users": try seed.array("users") { try loadUser(&$0) }
            case "inventory": try seed.array("inventory") { try loadEntry(&$0) }
            default: try seed.array("seats") { try loadSeat(&$0) }
            }
        }
        for seat in pending {
            if try seed.isImplicit() { try declare(seat) }
            if try !insert(seat) { try complain(of: seat, &seed) }
        }
    }

    private mutating func open(_ tenantID: String?) throws {
        let tenantID = tenantID ?? ""
        try store.run(
            "INSERT OR IGNORE INTO store_organizations (tenant_id) VALUES (?)", .text(tenantID))
        id = try store.integer(
            "SELECT id FROM store_organizations WHERE tenant_id = ?", .text(tenantID))
    }

    private func readTenantID(_ seed: inout SeedReader, known: inout Set<Int64>) throws {
        let place = try seed.place()
        guard let tenantID = try seed.string("tenantId") else { return }
        if !known.insert(id).inserted {
            seed.note("the tenant \(tenantID) is declared twice", at: place)
        }
    }

    private func loadDomain(_ seed: inout SeedReader) throws {
        let place = try seed.place()
        guard let domain = try seed.string("a domain") else { return }
        guard Domain.isDeclarable(domain) else {
            return seed.note(
                "a domain \"\(domain)\" is no name of a host",
                hint: "write contoso.onmicrosoft.com", at: place)
        }
        let declared = try store.integer(
            "SELECT count(*) FROM store_domains WHERE domain = ? AND is_declared = 1",
            .text(domain))
        guard declared == 0 else {
            return seed.note("the domain \(domain) is declared twice", at: place)
        }
        try store.run(
            """
            INSERT INTO store_domains VALUES (?1, ?2, 1)
            ON CONFLICT (domain, organization_id) DO UPDATE SET domain = ?1, is_declared = 1
            """,
            .text(domain), .integer(id))
    }

    private mutating func loadUser(_ seed: inout SeedReader) throws {
        var name: String?
        var objectID: String?
        var password: String?
        var isDeleted = false
        let place = try seed.object(
            "a user", members: ["userName", "objectId", "password", "isDeleted"],
            required: ["userName"]
        ) { seed, member in
            switch member {
            case "userName": name = try readUserName(&seed, "userName")
            case "objectId": objectID = try seed.guid("objectId")
            case "password": password = try seed.string("password")
            default: isDeleted = try seed.bool("isDeleted") ?? isDeleted
            }
        }
        guard let name, let place else { return }
        if try !insertUser(name, objectID, isDeleted: isDeleted, password: password) {
            seed.note("the user \(name) is declared twice", at: place)
        }
    }

    private func readUserName(_ seed: inout SeedReader, _ noun: String) throws -> String? {
        let place = try seed.place()
        guard let name = try seed.string(noun) else { return nil }
        if UserName.isPrincipalName(name) { return name }
        seed.note(
            "\(noun) \"\(name)\" is not a user principal name", hint: "write user@domain", at: place
        )
        return nil
    }

    private mutating func insertUser(
        _ name: String, _ objectID: String?, isDeleted: Bool = false, password: String? = nil
    ) throws -> Bool {
        let folded = UserName.fold(name)
        try store.run(
            "INSERT OR IGNORE INTO store_users "
                + "(organization_id, user_name, object_id, is_deleted, folded_name, password) "
                + "VALUES (?, ?, ?, ?, ?, ?)",
            .integer(id), .text(name), .text(orNull: objectID), .integer(isDeleted ? 1 : 0),
            .text(folded), .text(orNull: password))
        guard store.changes == 1 else { return false }
        if domains.insert(UserName.domain(of: folded)).inserted {
            try Ledger(store, of: id).noteDomain(of: folded)
        }
        return true
    }

    private func loadEntry(_ seed: inout SeedReader) throws {
        var key: (productID: String, skuID: String)?
        var capacity: Int64 = 0
        var licenseType = "online"
        var policy = "open"
        var status = "active"
        var modified = now
        var product: JSON?
        var kind: String?
        let place = try seed.object(
            "an inventory entry",
            members: [
                "productKey", "seatCapacity", "licenseType", "distributionPolicy", "status",
                "lastModified", "productKind", "product",
            ],
            required: ["productKey"]
        ) { seed, member in
            switch member {
            case "productKey": key = try readKey(&seed)
            case "seatCapacity":
                capacity = try seed.integer("seatCapacity", in: 0...Int64.max) ?? capacity
            case "licenseType":
                licenseType =
                    try seed.choice("licenseType", of: ["online", "offline"]) ?? licenseType
            case "distributionPolicy":
                policy =
                    try seed.choice("distributionPolicy", of: ["open", "restricted"]) ?? policy
            case "status": status = try seed.choice("status", of: ["active", "removed"]) ?? status
            case "lastModified": modified = try seed.instant("lastModified")?.text ?? modified
            case "productKind": kind = try seed.string("productKind")
            default: product = try seed.value("product", of: ProductShape.product)
            }
        }
        guard let key, let place else { return }
        try store.run(
            """
            INSERT OR IGNORE INTO store_inventory (organization_id, product_id, sku_id,
                seat_capacity, license_type, distribution_policy, status, last_modified,
                product_kind, product)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .integer(id), .text(key.productID), .text(key.skuID), .integer(capacity),
            .text(licenseType), .text(policy), .text(status), .text(modified),
            .text(orNull: kind), .text(orNull: product?.text))
        if store.changes == 0 {
            seed.note("the product \(key.productID)/\(key.skuID) is declared twice", at: place)
        }
    }

    private func readKey(_ seed: inout SeedReader) throws -> (productID: String, skuID: String)? {
        var productID: String?
        var skuID: String?
        try seed.object(
            "a productKey", members: ["productId", "skuId"], required: ["productId", "skuId"]
        ) { seed, member in
            switch member {
            case "productId": productID = try seed.string("productId")
            default: skuID = try seed.string("skuId")
            }
        }
        guard let productID, let skuID else { return nil }
        return (productID, skuID)
    }

    private mutating func loadSeat(_ seed: inout SeedReader) throws {
        var userName: String?
        var key: (productID: String, skuID: String)?
        var date = now
        var state = "active"
        let place = try seed.object(
            "a seat", members: ["assignedTo", "productKey", "dateAssigned", "state"],
            required: ["assignedTo", "productKey"]
        ) { seed, member in
            switch member {
            case "assignedTo": userName = try readUserName(&seed, "assignedTo")
            case "productKey": key = try readKey(&seed)
            case "dateAssigned": date = try seed.instant("dateAssigned")?.text ?? date
            default: state = try seed.choice("state", of: ["active", "revoked"]) ?? state
            }
        }
        guard let userName, let key, let place else { return }
        let seat = Seat(
            userName: userName, productID: key.productID, skuID: key.skuID, date: date,
            state: state, place: place)
        if try insert(seat) { return }
        if try seatsDeclare(&seed) {
            try declare(seat)
            if try insert(seat) { return }
        }
        pending.append(seat)
    }

    /// False if the organization declares users or products later, because the order of its members
    /// must not matter.
    private mutating func seatsDeclare(_ seed: inout SeedReader) throws -> Bool {
        if let seatsDeclare { return seatsDeclare }
        let declare = try seed.isImplicit() && !seed.isAhead(["users", "inventory"])
        seatsDeclare = declare
        return declare
    }

    /// - Returns: false if the seat's user or product is not declared, or the seat exists already.
    private mutating func insert(_ seat: Seat) throws -> Bool {
        guard let user = try userID(seat), try hasProduct(seat) else { return false }
        try store.run(
            "INSERT OR IGNORE INTO store_seats (user_id, state, date_assigned, product_id, sku_id) "
                + "VALUES (?, ?, ?, ?, ?)",
            .integer(user), .text(seat.state), .text(seat.date), .text(seat.productID),
            .text(seat.skuID))
        return store.changes == 1
    }

    /// The product takes the date of the seat, so that the result does not depend on when the seed
    /// is loaded.
    private mutating func declare(_ seat: Seat) throws {
        if try userID(seat) == nil { _ = try insertUser(seat.userName, nil) }
        guard try !hasProduct(seat) else { return }
        try store.run(
            "INSERT INTO store_inventory (organization_id, product_id, sku_id, last_modified) "
                + "VALUES (?, ?, ?, ?)",
            .integer(id), .text(seat.productID), .text(seat.skuID), .text(seat.date))
    }

    private mutating func userID(_ seat: Seat) throws -> Int64? {
        if let latest, latest.name == seat.userName { return latest.id }
        let found = try store.row(
            "SELECT id FROM store_users WHERE folded_name = ? AND organization_id = ?",
            .text(UserName.fold(seat.userName)), .integer(id)
        ) { $0.integer(0) }
        if let found { latest = (seat.userName, found) }
        return found
    }

    private func hasProduct(_ seat: Seat) throws -> Bool {
        try store.integer(
            "SELECT count(*) FROM store_inventory "
                + "WHERE organization_id = ? AND product_id = ? AND sku_id = ?",
            .integer(id), .text(seat.productID), .text(seat.skuID)) == 1
    }

    private mutating func complain(of seat: Seat, _ seed: inout SeedReader) throws {
        let product = "\(seat.productID)/\(seat.skuID)"
        if try userID(seat) == nil {
            seed.note(
                "the seat's user \(seat.userName) is not among the organization's users",
                hint: "declare it, or set \"implicit\": true", at: seat.place)
        } else if try !hasProduct(seat) {
            seed.note(
                "the seat's product \(product) is not in the organization's inventory",
                hint: "declare it, or set \"implicit\": true", at: seat.place)
        } else {
            seed.note(
                "the seat of \(seat.userName) on \(product) is declared twice", at: seat.place)
        }
    }
}

internal import Emulation
internal import HTTP
internal import HTTPTypes
internal import JSON
internal import SQLite

// The chapter "3rd-party products" of the reference.
extension Elements {
    /// `POST …/customers/{customerId}/3rd-party-products/type/{type}/users`
    func retrieveTenantUserSeats(_ request: Request, _ path: Parameters) throws -> Answer {
        let type = try TenantType(path["type"])
        let status = try LicenseAssignedStatus(
            in: RequestContent(request, world.quirks, rule: ElementsRule.licenseAssignedStatus))
        let effect = world.quirks[LicenseAssignedStatusEffect.self]
        return try withCustomer(path, .read) { ledger, customer in
            var list = TenantSeatList(asked: status, effect: effect)
            try ledger.forEachTenant(of: customer, type: type) { list.add($0) }
            return Answer(Response(jsonText: list.finish()), by: list.rule)
        }
    }
}

/// The kinds of tenant: 0 Microsoft 365, 1 Salesforce, 2 Google, 3 Dynamics 365.
internal struct TenantType {
    let number: Int64

    /// - Throws: a 400 naming `type`.
    init(_ text: String) throws(ElementsError) {
        guard let number = Int64(text), (0...3).contains(number) else {
            throw .invalidParameter(
                "type",
                "type must be 0 (Microsoft 365), 1 (Salesforce), 2 (Google) or 3 (Dynamics 365), "
                    + "not '\(text.prefix(100))'.",
                ElementsRule.type)
        }
        self.number = number
    }
}

/// Which of its two numbers a client asks of a tenant.
internal enum LicenseAssignedStatus: Int64 {
    case available = 0
    case assigned = 1

    /// Nil where the member is absent or null.
    ///
    /// - Throws: a 400 naming `licenseAssignedStatus`.
    init?(in content: RequestContent) throws(ElementsError) {
        guard let value = content["licenseAssignedStatus"] else { return nil }
        guard let number = content.integer(value), let status = Self(rawValue: number) else {
            throw content.refusal(
                "licenseAssignedStatus", of: value,
                "licenseAssignedStatus must be 0 (available user seats) or 1 (assigned user seats)")
        }
        self = status
    }
}

/// The array that the operation answers, row by row.
internal struct TenantSeatList {
    private let asked: LicenseAssignedStatus?
    private let effect: LicenseAssignedStatusEffect
    private var isEmpty = true
    private var printer = JSONPrinter()

    init(asked: LicenseAssignedStatus?, effect: LicenseAssignedStatusEffect) {
        self.asked = asked
        self.effect = effect
        printer.beginArray()
    }

    /// Adds a tenant's row: `id`, `name`, `availableUserSeat`, `assignedUserSeat`.
    mutating func add(_ row: borrowing Row) {
        isEmpty = false
        let available = row.integer(2)
        let assigned = row.integer(3)
        if effect == .rows, let asked, (asked == .available ? available : assigned) == 0 { return }
        printer.beginObject()
        printer.name("id")
        row.withText(0) { printer.string(utf8: $0) }
        printer.name("name")
        row.withText(1) { printer.string(utf8: $0) }
        printer.name("availableUserSeat")
        print(available, isAsked: asked != .assigned)
        printer.name("assignedUserSeat")
        print(assigned, isAsked: asked != .available)
        printer.endObject()
    }

    mutating func finish() -> [UInt8] {
        printer.endArray()
        return printer.bytes
    }

    /// What decided the answer.
    var rule: Rule {
        if isEmpty { return ElementsRule.noTenants }
        guard asked != nil else { return ElementsRule.userSeats }
        return switch effect {
        case .project: ElementsRule.projectedUserSeats
        case .ignore: ElementsRule.ignoredStatus
        case .null: ElementsRule.nulledUserSeats
        case .rows: ElementsRule.filteredUserSeats
        }
    }

    private mutating func print(_ number: Int64, isAsked: Bool) {
        switch effect {
        case .project where !isAsked: printer.integer(0)
        case .null where !isAsked: printer.null()
        case .project, .null, .ignore, .rows: printer.integer(number)
        }
    }
}

import Emulation
import HTTP
import JSON
import SQLite

// The chapter "Customers" of the reference.
extension Elements {
    /// `POST …/customers/batch`
    func retrieveCustomers(_ request: Request, _ path: Parameters) throws -> Answer {
        let page = try NumberedPage(request.target, quirk: world.quirks[PageSizeLimit.self])
        let ids = try RequestContent(request, world.quirks).customerIDs()
        return try world.transaction(.read) { store in
            let ledger = ledger(store)
            var list = PagedList(page)
            for customer in try ledger.customers(ids) {
                try list.add { customer.json(tenants: try ledger.tenantNames(of: customer.id)) }
            }
            return list.answer(to: request, by: ElementsRule.customers)
        }
    }

    /// `GET …/customers/{customerId}`
    func retrieveCustomer(_ request: Request, _ path: Parameters) throws -> Answer {
        try withCustomer(path, .read) { ledger, id in
            let customer = try ledger.customer(id)
            return Answer(
                Response(json: customer.json(tenants: try ledger.tenantNames(of: id))),
                by: ElementsRule.customer)
        }
    }

    /// `POST …/customers`
    func onboardCustomer(_ request: Request, _ path: Parameters) throws -> Answer {
        let asked = try Onboarding(
            RequestContent(request, world.quirks, rule: ElementsRule.onboardingContent))
        return try world.transaction(.write) { store in
            let ledger = ledger(store)
            // Identifiers begin anew with each start, and a store file may have the first of them.
            var id = world.identifiers.guid()
            while try ledger.hasCustomer(id) { id = world.identifiers.guid() }
            let status = try ledger.onboard(asked, as: id)
            return Answer(
                Response(json: [
                    "status": .integer(status),
                    "id": status == Onboarding.succeeded ? .string(id) : .null,
                ]), by: ElementsRule.onboarding)
        }
    }

    /// What operations on one customer have in common: it is there, and the caller may see it.
    func withCustomer(
        _ path: Parameters, _ intent: Connection.Intent,
        _ body: @Sendable (_ ledger: Ledger, _ customer: String) throws -> Answer
    ) throws -> Answer {
        let id = path["customerId"]
        return try world.transaction(intent) { store in
            let ledger = ledger(store)
            return try body(ledger, try ledger.customer(id).id)
        }
    }
}

/// A customer of the partner's.
struct Customer {
    let id: String
    let organization: String
    let ownerEmail: String
    let jobStatus: Int64
    let countryOrRegion: String
    let managementMode: Int64

    /// The columns that `init` reads, in its order.
    static let columns =
        "id, organization, owner_email, job_status, country_or_region, management_mode"

    init(_ row: borrowing Row) {
        id = row.text(0)
        organization = row.text(1)
        ownerEmail = row.text(2)
        jobStatus = row.integer(3)
        countryOrRegion = row.text(4)
        managementMode = row.integer(5)
    }

    func json(tenants: [JSON]) -> JSON {
        .object(members + [JSON.Member(name: "tenants", value: .array(tenants))])
    }

    /// What stands before its tenants.
    var members: [JSON.Member] {
        let members: JSON = [
            "id": .string(id), "organization": .string(organization),
            "ownerEmail": .string(ownerEmail), "jobStatus": .integer(jobStatus),
            "countryOrRegion": .string(countryOrRegion),
            "managementMode": .integer(managementMode),
        ]
        return members.members
    }
}

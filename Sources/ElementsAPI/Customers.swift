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
            var list = PagedList(page, in: pageForm, of: .filter(ids), ledger.scope.filter)
            for customer in try ledger.customers(ids) {
                try list.add(by: "id") {
                    customer.json(tenants: try ledger.tenantNames(of: customer.id))
                }
            }
            return list.answer(by: ElementsRule.customers)
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
            // Identifiers start over with each start of the server, and a store file may already
            // hold the first of them.
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

    /// The common part of operations on one customer: the customer must exist, and the caller must
    /// be allowed to see it.
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

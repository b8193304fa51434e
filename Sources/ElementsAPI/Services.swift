import Emulation
import HTTP
import JSON
import SQLite

// The chapter "AvePoint products" of the reference.
extension Elements {
    /// `GET …/customers/{customerId}/avpt-products/type/{productType}/overview`
    func retrieveProductOverview(_ request: Request, _ path: Parameters) throws -> Answer {
        let product = try Product(path["productType"])
        return try withCustomer(path, .read) { ledger, customer in
            let seats = try ledger.services(of: customer, product: product).reduce(Int64(0)) {
                $0.saturatingAdd($1.purchasedSeats)
            }
            return Answer(
                Response(json: [
                    "productType": .integer(product.number),
                    "purchasedUserSeat": .integer(seats),
                ]), by: ElementsRule.productOverview)
        }
    }

    /// `POST …/customers/services/batch`
    func retrieveServices(_ request: Request, _ path: Parameters) throws -> Answer {
        let page = try NumberedPage(request.target, quirk: world.quirks[PageSizeLimit.self])
        let ids = try RequestContent(request, world.quirks).customerIDs()
        let form = world.quirks[ExpirationDateForm.self]
        return try world.transaction(.read) { store in
            let ledger = ledger(store)
            var list = PagedList(page, in: pageForm, of: .filter(ids), ledger.scope.filter)
            for customer in try ledger.customers(ids).sorted(by: { $0.id < $1.id }) {
                try list.add(by: "customerId") {
                    customer.json(
                        services: try ledger.services(of: customer.id).map { $0.json(form) })
                }
            }
            return list.answer(
                by: form == .monthFirst ? ElementsRule.services : ElementsRule.servicesInISO)
        }
    }

    /// `GET …/customers/{customerId}/services`
    func retrieveCustomerServices(_ request: Request, _ path: Parameters) throws -> Answer {
        try withCustomer(path, .read) { ledger, id in
            let services = try ledger.services(of: id).map(\.withdrawnJSON)
            return Answer(
                Response(json: try ledger.customer(id).json(services: services)),
                by: ElementsRule.customerServices)
        }
    }

    /// `POST …/customers/{customerId}/services`
    func addService(_ request: Request, _ path: Parameters) throws -> Answer {
        let asked = try ServiceRequest(
            RequestContent(request, world.quirks, rule: ElementsRule.serviceContent))
        let now = world.clock.now
        return try withCustomer(path, .write) { ledger, customer in
            let status = try ledger.add(asked, to: customer, at: now)
            return Answer(
                Response(json: [
                    "customerId": .string(customer), "product": .integer(asked.product.number),
                    "status": .integer(status.rawValue),
                ]), by: ElementsRule.addedService)
        }
    }
}

extension Customer {
    /// The customer with its products.
    fileprivate func json(services: [JSON]) -> JSON {
        [
            "customerId": .string(id), "organization": .string(organization),
            "customer": .string(ownerEmail), "products": .array(services),
        ]
    }
}

import Emulation
import HTTP
import SQLite

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

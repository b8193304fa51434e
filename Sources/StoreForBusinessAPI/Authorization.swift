import Emulation
import HTTP
import JSON
import SQLite

// Authorization: the caller must be a management tool that the organization has activated, with a
// token of its tenant, or a person of the organization, with any client.
extension StoreForBusiness {
    /// Checks whether the caller may make the request.
    ///
    /// - Returns: the organization of the token's tenant; nil if authentication is open.
    /// - Throws: a 401, or the quirk's status if the tool is not activated.
    func authorize(_ request: Request) throws -> Int64? {
        guard world.authentication == .enforced else { return nil }
        let token: BearerToken
        do throws(BearerToken.Problem) {
            token = try BearerToken(request, in: world, for: Self.audience?.names ?? []) {
                $0.hasPrefix("https://sts.windows.net/")
            }
        } catch {
            throw StoreError.unauthorized
        }
        let tenant = token.claims["tid"]?.string ?? ""
        let clientID = token.claims["appid"]?.string ?? ""
        return try world.transaction(.read) { store in
            let isWelcome =
                if let name = token.claims["upn"]?.string {
                    try Self.person(name, of: tenant, in: store) != nil
                } else {
                    try Application.find(clientID, in: store, of: world.roster)?
                        .scope(of: Self.self).covers(tenant) == true
                }
            guard isWelcome,
                let organization = try Ledger(store, of: nil).organization(ofTenant: tenant)
            else { throw StoreError.notActivated(world.quirks[StoreNotActivated.self]) }
            return organization
        }
    }
}

extension Ledger {
    fileprivate func organization(ofTenant tenant: String) throws -> Int64? {
        try store.row(
            "SELECT id FROM store_organizations WHERE tenant_id = ?", .text(tenant)
        ) { $0.integer(0) }
    }
}

import Emulation
import HTTP
import JSON
import SQLite

// The chapter "Scan profiles" of the reference.
extension Elements {
    /// `POST …/customers/{customerId}/scan-profiles/batch`
    func retrieveScanProfiles(_ request: Request, _ path: Parameters) throws -> Answer {
        let page = try NumberedPage(request.target, quirk: world.quirks[PageSizeLimit.self])
        let ids = try RequestContent(request, world.quirks).ids("scanProfileIds")
        return try withCustomer(path, .read) { ledger, customer in
            var list = PagedList(page, in: pageForm, of: .text(customer), .filter(ids))
            try ledger.forEachRecord(.scanProfile, of: customer) { number, profile in
                let profile = try profile()
                let id = profile["profileId"]?.string ?? ""
                guard ids.isEmpty || ids.contains(id) else { return }
                list.add(number, by: "profileId") { profile.with(ElementsShape.profileSummary) }
            }
            return list.answer(by: ElementsRule.scanProfiles)
        }
    }

    /// `GET …/customers/{customerId}/scan-profiles/{profileId}`
    func retrieveScanProfile(_ request: Request, _ path: Parameters) throws -> Answer {
        let id = path["profileId"]
        return try withCustomer(path, .read) { ledger, customer in
            let profile = try ledger.scanProfile(id, of: customer)
            return Answer(
                Response(json: profile.with(ElementsShape.profileDetails.map(\.name))),
                by: ElementsRule.scanProfile)
        }
    }

    /// `GET …/customers/{customerId}/scan-profiles/{profileId}/changes`
    func retrieveScanProfileChanges(_ request: Request, _ path: Parameters) throws -> Answer {
        let id = path["profileId"]
        let now = world.clock.now
        return try withCustomer(path, .read) { ledger, customer in
            let profile = try ledger.scanProfile(id, of: customer)
            let head = profile.with([
                "profileName", "profileId", "tenantDomain", "tenantId", "description", "scanMode",
                "modifiedTime",
            ])
            let changes = profile["changes"] ?? ElementsShape.profileChanges.object(at: now)
            return Answer(
                Response(json: .object(head.members + changes.members)),
                by: ElementsRule.scanProfileChanges)
        }
    }
}

extension Ledger {
    /// - Throws: a 404 if the customer has no profile with this id.
    fileprivate func scanProfile(_ id: String, of customer: String) throws -> JSON {
        let profile = try records(.scanProfile, of: customer).first {
            $0["profileId"]?.string == id.lowercased()
        }
        guard let profile else {
            throw ElementsError.notFound(
                "The scan profile '\(id.prefix(100))' was not found.",
                ElementsRule.unknownScanProfile)
        }
        return profile
    }
}

extension JSON {
    /// An object with only these members, in this order.
    fileprivate func with(_ names: [String]) -> JSON {
        .object(
            names.compactMap { name in self[name].map { JSON.Member(name: name, value: $0) } })
    }
}

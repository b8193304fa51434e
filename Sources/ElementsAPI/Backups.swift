import Emulation
import HTTP
import JSON
import SQLite

// The chapter "Cloud Backup" of the reference: protected users, backup modules and jobs.
extension Elements {
    /// `POST …/customers/{customerId}/tenants/{tenantId}/cloud-backup-m365/users/batch`
    func retrieveProtectedUsers(_ request: Request, _ path: Parameters) throws -> Answer {
        let page = try NumberedPage(request.target, quirk: world.quirks[PageSizeLimit.self])
        let content = try RequestContent(request, world.quirks)
        // The first version of the page had email, and today's has userEmails.
        let emails = Set(try content.ids("userEmails") + content.ids("email"))
        let tenant = path["tenantId"]
        return try withCustomer(path, .read) { ledger, customer in
            try ledger.requireTenant(tenant, of: customer)
            var list = PagedList(
                page, in: pageForm, of: .text(customer), .text(tenant), .filter(emails.sorted()))
            try ledger.forEachProtectedUser(of: tenant, customer, emails: emails) {
                try list.add($0, by: "id", $1)
            }
            return list.answer(by: ElementsRule.protectedUsers)
        }
    }

    /// `GET …/customers/{customerId}/cloud-backup-m365/overview`
    func retrieveBackupOverview(_ request: Request, _ path: Parameters) throws -> Answer {
        let page = try NumberedPage(request.target, quirk: world.quirks[PageSizeLimit.self])
        return try withCustomer(path, .read) { ledger, id in
            let customer = try ledger.customer(id)
            let head = [
                JSON.Member(name: "customerId", value: .string(customer.id)),
                // Like Retrieve services, this names the customer by its owner's address.
                JSON.Member(name: "customer", value: .string(customer.ownerEmail)),
            ]
            var list = PagedList(page, in: pageForm, of: .text(id))
            try ledger.forEachRecord(.backupModule, of: id) { number, module in
                try list.add(number, by: "serviceModule") { .object(head + (try module().members)) }
            }
            return list.answer(by: ElementsRule.backupOverview)
        }
    }

    /// `POST …/customers/{customerId}/avpt-products/jobs/batch`
    func retrieveJobs(_ request: Request, _ path: Parameters) throws -> Answer {
        let page = try NumberedPage(request.target, quirk: world.quirks[PageSizeLimit.self])
        let content = try RequestContent(request, world.quirks, rule: ElementsRule.jobFilter)
        let type = try content.optionalNumber("jobType", of: ElementsShape.jobTypes)
        let module = try content.optionalNumber("jobModule", of: ElementsShape.jobModules)
        return try withCustomer(path, .read) { ledger, customer in
            var list = PagedList(
                page, in: pageForm, of: .text(customer), .integer(orNull: type),
                .integer(orNull: module))
            try ledger.forEachRecord(.job, of: customer) { number, job in
                let job = try job()
                guard type == nil || job["jobType"]?.integer == type,
                    module == nil || job["jobModule"]?.integer == module
                else { return }
                list.add(number, by: "jobId") { job }
            }
            return list.answer(by: ElementsRule.jobs)
        }
    }
}

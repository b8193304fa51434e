import TestWorlds
import Testing

@Suite struct `The protected users of a tenant` {
    private let users = "/customers/\(Estate.acme)/tenants/t-1/cloud-backup-m365/users/batch"
    private let ann = """
        {"id":"u-1","email":"Ann@acme.com","displayName":"Ann",\
        "moduleStatus":[{"module":0,"isProtected":true},{"module":2,"isProtected":false}]}
        """
    private let bob = #"{"id":"u-2","email":"bob@acme.com","displayName":"","moduleStatus":[]}"#

    @Test(
        .tags(.documented),
        arguments: [
            #"{"userEmails":["ANN@acme.com"]}"#, #"{"userEmails":"ann@acme.com"}"#,
            #"{"email":"ann@acme.com"}"#,
        ])
    func `are found by address, in today's and in the seed document's spelling`(body: String) throws
    {
        #expect(
            try Estate().post(
                "/customers/\(Estate.acme)/tenants/t-1/cloud-backup-m365/users/batch", body)
                == "200 elements.protected-users; documented\n" + Estate.page(ann, count: 1))
    }

    @Test(.tags(.documented)) func `are paged`() throws {
        let estate = try Estate()
        #expect(
            estate.post(users) == "200 elements.protected-users; documented\n"
                + Estate.page(ann, bob, count: 2))
        #expect(
            estate.post(users + "?pageSize=1&pageIndex=2")
                == "200 elements.protected-users; documented\n"
                + Estate.page(bob, index: 2, size: 1, count: 2))
    }

    @Test(.tags(.chosen), arguments: ["t-9", "t-2"])
    func `of what is no Microsoft 365 tenant of the customer are a 404`(tenant: String) throws {
        let answer = try Estate().post(
            "/customers/\(Estate.acme)/tenants/\(tenant)/cloud-backup-m365/users/batch")
        #expect(
            Estate.isRefusal(
                answer, 404, "elements.unknown-tenant; chosen",
                "The tenant '\(tenant)' was not found."))
    }
}

@Suite struct `The overview of backups` {
    @Test(.tags(.observed)) func `has a row for each module`() throws {
        func row(_ module: String, _ scanned: Int, _ size: String) -> String {
            """
            {"customerId":"\(Estate.acme)","customer":"owner@acme.com",\
            "serviceType":"Cloud Backup for Microsoft 365","serviceModule":"\(module)",\
            "totalScannedObjects":\(scanned),"totalProtectedObjects":0,\
            "dataSizeStoredInAvePoint":"\(size)","dataSizeStoredInBYOS":"N/A"}
            """
        }
        #expect(
            try Estate().get("/customers/\(Estate.acme)/cloud-backup-m365/overview")
                == "200 elements.backup-overview; observed\n"
                + Estate.page(
                    row("OneDrive", 3, "0 GB"), row("Microsoft Teams", 0, "0.10 GB"), count: 2))
    }

    @Test(.tags(.observed)) func `of a customer without backup is empty`() throws {
        #expect(
            try Estate().get("/customers/\(Estate.bare)/cloud-backup-m365/overview")
                == "200 elements.backup-overview; observed\n" + Estate.page(count: 0))
    }
}

@Suite struct `The jobs of a customer` {
    private let jobs = "/customers/\(Estate.acme)/avpt-products/jobs/batch"

    /// A job as it prints, of which all other texts are `N/A`.
    private func job(
        _ type: Int, _ module: Int, _ status: Int, id: String = "N/A", total: String = "N/A",
        start: String = "N/A", duration: String = "N/A"
    ) -> String {
        """
        {"jobType":\(type),"jobModule":\(module),"status":\(status),"jobId":"\(id)","name":"N/A",\
        "totalCount":"\(total)","failedCount":"N/A","successfulCount":"N/A","skippedCount":"N/A",\
        "warningCount":"N/A","backupSize":"N/A","startTime":"\(start)","endTime":"N/A",\
        "jobDuration":"\(duration)","lastModifyTime":"N/A"}
        """
    }

    private var backup: String {
        job(7, 8, 2, id: "IB1", total: "3", start: "2025-12-11T22:52:26Z", duration: "2m33s")
    }

    @Test(.tags(.documented)) func `are all of them without a filter`() throws {
        #expect(
            try Estate().post("/customers/\(Estate.acme)/avpt-products/jobs/batch")
                == "200 elements.jobs; documented\n"
                + Estate.page(backup, job(0, 0, 0), job(7, 10, 4), count: 3))
    }

    @Test(.tags(.documented)) func `are those of a type and of a module`() throws {
        let estate = try Estate()
        #expect(
            estate.post(jobs, #"{"jobType":7}"#)
                == "200 elements.jobs; documented\n" + Estate.page(backup, job(7, 10, 4), count: 2))
        #expect(
            estate.post(jobs, #"{"JobType":7,"JobModule":8}"#)
                == "200 elements.jobs; documented\n" + Estate.page(backup, count: 1))
        #expect(
            estate.post(jobs, #"{"jobType":16,"jobModule":null}"#)
                == "200 elements.jobs; documented\n" + Estate.page(count: 0))
    }

    @Test(
        .tags(.documented), arguments: [("jobType", "1"), ("jobType", #""1""#), ("jobModule", "9")])
    func `of a type or a module that there is not are a 400`(name: String, value: String) throws {
        let answer = try Estate().post(jobs, #"{"\#(name)":\#(value)}"#)
        #expect(answer.hasPrefix("400 elements.jobs.filter; documented\n"))
        #expect(answer.contains(#""error":"\#(name) must be one of 0, "#))
    }
}

import Emulation
import HTTPTypes
import SQLite
import TestWorlds
import Testing

private let onboarding = "/customers"

@Suite struct `Onboarding a customer` {
    /// Content with these members in place of the ordinary ones; `null` leaves one out.
    private func content(_ members: [String: String] = [:]) -> String {
        let ordinary = [
            "firstName": #""Dora""#, "lastName": #""Day""#, "organizationName": #""Days""#,
            "registrationAccount": #""dora@days.com""#, "countryCode": #""CH""#,
            "dataCenter": #""F8CCD75D-d979-417c-96ee-ae256a3af091""#, "password": #""hush""#,
        ]
        let all = ordinary.merging(members) { $1 }.sorted { $0.key < $1.key }
        return "{" + all.map { #""\#($0.key)":\#($0.value)"# }.joined(separator: ",") + "}"
    }

    @Test(.tags(.documented)) func `answers an id under which the customer is listed`() throws {
        let estate = try Estate()
        let id = "6e789e6a-a1b9-45f4-86c4-5d188009454f"
        #expect(
            estate.call(
                .post, "/customers", content(["managementMode": "true", "tags": #"["new"]"#]))
                    == """
                    200 elements.onboard-customer; documented
                    {"status":1,"id":"e220a839-7b1d-4daf-ae78-9e6aa1b965f4"}
                    """, "\(id)")
        #expect(
            estate.post("/customers/batch?pageIndex=3&pageSize=1")
                == "200 elements.customers; documented\n"
                + Estate.page(
                    """
                    {"id":"e220a839-7b1d-4daf-ae78-9e6aa1b965f4","organization":"Days",\
                    "ownerEmail":"dora@days.com","jobStatus":0,"countryOrRegion":"Switzerland",\
                    "managementMode":1,"tenants":[]}
                    """, index: 3, size: 1, count: 3))
    }

    @Test(
        .tags(.documented),
        arguments: [("OWNER@acme.com", 5), ("taken@X.com", 7)])
    func `that cannot be is a 200 with its status`(account: String, status: Int) throws {
        let estate = try Estate()
        #expect(
            estate.post("/customers", content(["registrationAccount": #""\#(account)""#])) == """
                200 elements.onboard-customer; documented
                {"status":\(status),"id":null}
                """)
        #expect(estate.post("/customers/batch").hasSuffix(#""totalCount":2}}"#))
    }

    @Test(
        .tags(.documented),
        arguments: [
            ("firstName", "null", "firstName is missing."),
            ("lastName", #""""#, #"lastName must be text that is not empty, not \"\"."#),
            ("password", "null", "password is missing."),
            ("organizationName", "7", "organizationName must be text that is not empty, not 7."),
            (
                "registrationAccount", #""dora""#,
                "registrationAccount must be an e-mail address, not 'dora'."
            ),
            ("countryCode", #""XX""#, "countryCode must be two letters of ISO 3166, not 'XX'."),
            ("dataCenter", #""here""#, "dataCenter must be the id of a data center, not 'here'."),
            ("managementMode", "1", "managementMode must be true or false, not 1."),
            ("tags", "1", "tags must be an array of strings, not a number."),
        ])
    func `with a member that cannot be is a 400 naming it`(
        name: String, value: String, text: String
    ) throws {
        let answer = try Estate().post(onboarding, content([name: value]))
        #expect(
            Estate.isRefusal(answer, 400, "elements.onboard-customer.content; documented", text),
            "\(answer)")
    }

    @Test(.tags(.documented)) func `into a store that cannot be written is a 500`() throws {
        let estate = try Estate()
        try estate.world.transaction(.write) { try $0.run("PRAGMA query_only = ON") }
        let answer = estate.post(onboarding, content())
        #expect(answer.hasPrefix("500 elements.failure; documented\n"))
        #expect(answer.contains(#""error":"attempt to write a readonly database"#))
        #expect(estate.post("/customers/batch").hasPrefix("200 "))
    }
}

import ElementsAPI
import Emulation
import HTTP
import HTTPTypes
import TestWorlds
import Testing

private let services = "/customers/services/batch"
private let adding = "/customers/\(Estate.bare)/services"

/// A row of `products`, of which these fields are not `N/A`.
private func service(_ name: String, _ fields: [String: String]) -> String {
    let names = [
        "subscriptionModel", "purchasedUserSeats", "purchasedUnits", "microsoftLicenseAssigned",
        "microsoftLicenseAvailable", "purchasedCapacity", "protectedCapacity", "storage",
        "retention",
        "consumedStorage", "expirationDate", "change", "source", "paymentType", "subscriptionName",
        "package", "contractEndDate",
    ]
    let rest = names.map { #""\#($0)":"\#(fields[$0] ?? "N/A")""# }.joined(separator: ",")
    return #"{"service":"\#(name)",\#(rest)}"#
}

private func customer(_ id: String, _ organization: String, _ owner: String, _ rows: String...)
    -> String
{
    """
    {"customerId":"\(id)","organization":"\(organization)","customer":"\(owner)",\
    "products":[\(rows.joined(separator: ","))]}
    """
}

private let bare = customer(Estate.bare, "Bare", "it@bare.com")

private func acme(_ backupDate: String, _ baselineDate: String) -> String {
    customer(
        Estate.acme, "Acme", "owner@acme.com",
        service(
            "Cloud Backup for Microsoft 365",
            ["purchasedUserSeats": "20", "expirationDate": backupDate]),
        service("Baseline", ["purchasedUnits": "3", "expirationDate": baselineDate]))
}

@Suite struct `The services of customers` {
    @Test(.tags(.observed)) func `come by customer id, their dates with the month first`() throws {
        #expect(
            try Estate().post("/customers/services/batch") == "200 elements.services; observed\n"
                + Estate.page(bare, acme("03-14-2026T12:00:00Z", "03-14-2026T03:04:05Z"), count: 2))
    }

    @Test(.tags(.documented)) func `print their dates in ISO 8601 with a quirk`() throws {
        let estate = try Estate(quirks: ["elements.expirationDate=iso"])
        #expect(
            estate.post(services) == "200 elements.services.iso; documented\n"
                + Estate.page(bare, acme("2026-03-14T00:00:00Z", "2026-03-14T15:04:05Z"), count: 2))
        #expect(
            try Estate(quirks: ["elements.expirationDate=monthFirst"]).post(services)
                .contains("03-14-2026T12:00:00Z"))
    }

    @Test(.tags(.documented)) func `are filtered and paged`() throws {
        let estate = try Estate()
        let filtered = "200 elements.services; observed\n" + Estate.page(bare, count: 1)
        #expect(estate.post(services, #"{"customerIds":["\#(Estate.bare)"]}"#) == filtered)
        #expect(estate.post(services, #"{"customerId":"\#(Estate.bare)"}"#) == filtered)
        #expect(
            estate.post(services + "?pageSize=1&pageIndex=3")
                == "200 elements.services; observed\n" + Estate.page(index: 3, size: 1, count: 2))
    }
}

@Suite struct `The withdrawn services of a customer` {
    @Test(.tags(.documented)) func `are one object, the year first in their dates`() throws {
        #expect(
            try Estate().get("/customers/\(Estate.acme.uppercased())/services")
                == "200 elements.customer-services; documented\n" + acme("2026/03/14", "2026/03/14")
        )
        #expect(
            try Estate(quirks: ["elements.expirationDate=iso"])
                .get("/customers/\(Estate.bare)/services")
                == "200 elements.customer-services; documented\n" + bare)
    }

    @Test(
        .tags(.inferred),
        arguments: [
            ("1 GB", "0 GB", "0/1 GB"), ("1024 GB", "1.42 GB", "1.42/1024 GB"),
            ("1 GB", "N/A", "0/1 GB"),
            ("N/A", "3 GB", "N/A"), ("0/1 GB", "0 GB", "0/1 GB"), ("1 TB", "512 GB", "1 TB"),
            ("Unlimited", "1 GB", "Unlimited"),
        ])
    func `say how much is protected of what was purchased`(
        purchased: String, protected: String, expected: String
    ) throws {
        let id = Estate.acme
        let world = try World(
            Elements.self,
            seed: """
                { "elements": { "customers": [ { "id": "\(id)", "services": [ { "product": 2048,
                    "purchasedCapacity": "\(purchased)", "protectedCapacity": "\(protected)" } ] } ] } }
                """)
        let answer = Elements(in: world).answer(
            to: Request(.get, "\(Estate.general)/customers/\(id)/services"))
        #expect(
            answer.body.contains(
                #""purchasedCapacity":"\#(expected)","protectedCapacity":"\#(protected)""#))
    }

    @Test(.tags(.chosen), arguments: ["", "/services"])
    func `and the customer are a 404 of an unknown customer`(path: String) throws {
        #expect(
            try Estate().get("/customers/nobody\(path)").hasPrefix(
                "404 elements.unknown-customer; chosen\n"))
    }
}

@Suite struct `The overview of a product` {
    @Test(
        .tags(.observed),
        arguments: [
            (Estate.acme, 2048, 20), (Estate.acme, 40, 3), (Estate.acme, 49, 0),
            (Estate.bare, 2048, 0),
        ])
    func `counts seats, or units, and is 0 for what the customer does not have`(
        customer: String, product: Int, seats: Int
    ) throws {
        #expect(
            try Estate().get("/customers/\(customer)/avpt-products/type/\(product)/overview") == """
                200 elements.product-overview; observed
                {"productType":\(product),"purchasedUserSeat":\(seats)}
                """)
    }

    @Test(.tags(.chosen), arguments: ["3", "-1", "x"])
    func `of a product that there is not is a 400`(product: String) throws {
        let answer = try Estate().get(
            "/customers/\(Estate.acme)/avpt-products/type/\(product)/overview")
        #expect(
            Estate.isRefusal(
                answer, 400, "elements.product-type; chosen",
                "productType must be the number of a product, 2048 for Cloud Backup for Microsoft 365, "
                    + "not '\(product)'."))
    }
}

@Suite struct `Adding a service` {
    private func item(
        _ seats: Int, _ more: String = #""isSameAsPool":true"#,
        of resource: String = "PartnerUserManagement"
    ) -> String {
        """
        {"resource":"\(resource)","subscriptionSourceType":1,"userSeat":\(seats),"paymentType":0,\(more)}
        """
    }

    private func pooled(_ items: String..., product: Int = 49, more: String = "") -> String {
        #"{"product":\#(product),"licenseType":1,\#(more)"licenseItems":[\#(items.joined(separator: ","))]}"#
    }

    /// What an addition comes to.
    private func outcome(_ status: Int, product: Int = 49) -> String {
        """
        200 elements.add-service; documented
        {"customerId":"\(Estate.bare)","product":\(product),"status":\(status)}
        """
    }

    @Test(.tags(.documented)) func `shows on the next reads`() throws {
        let estate = try Estate()
        #expect(estate.post("/customers/\(Estate.bare)/services", pooled(item(20))) == outcome(1))
        let row = service(
            "User Management",
            [
                "purchasedUserSeats": "20", "expirationDate": "05-01-2019T12:00:00Z",
                "source": "AvePoint pooled subscription", "paymentType": "Prepaid",
                "subscriptionName": "PartnerUserManagement",
            ])
        #expect(
            estate.post(services + "?pageSize=1") == "200 elements.services; observed\n"
                + Estate.page(customer(Estate.bare, "Bare", "it@bare.com", row), size: 1, count: 2))
        #expect(
            estate.get("/customers/\(Estate.bare)/avpt-products/type/49/overview")
                .hasSuffix(#"{"productType":49,"purchasedUserSeat":20}"#))
    }

    @Test(.tags(.documented)) func `of a trial lasts thirty days, and is given once`() throws {
        let estate = try Estate()
        let trial = #"{"product":2048,"licenseType":0,"avepointStorageType":1,"retentionYear":3}"#
        #expect(estate.post(adding, trial) == outcome(1, product: 2048))
        #expect(
            estate.post(services).contains(
                service(
                    "Cloud Backup for Microsoft 365",
                    [
                        "subscriptionModel": "Trial", "storage": "AvePoint storage (Amazon S3)",
                        "retention": "Retain data for 3 years",
                        "expirationDate": "05-31-2018T12:00:00Z",
                        "source": "AvePoint subscription",
                    ])))
        #expect(estate.post(adding, trial) == outcome(7, product: 2048))
    }

    @Test(.tags(.documented)) func `of a backup says where it is kept and how it is sold`() throws {
        let estate = try Estate()
        let backup = item(
            10,
            #""expireTime":"2020-01-01T00:00:00Z","saleType":2,"packageType":1,"contractEndDate":"2021-01-01""#,
            of: "office365backup")
        let body = pooled(backup, product: 2048, more: #""byos":true,"storageProfileId":"s-1","#)
        #expect(estate.post(adding, body) == outcome(1, product: 2048))
        #expect(
            estate.post(services).contains(
                service(
                    "Cloud Backup for Microsoft 365",
                    [
                        "subscriptionModel": "Unlimited organizations", "purchasedUserSeats": "10",
                        "storage": "Bring your own storage",
                        "expirationDate": "01-01-2020T12:00:00Z",
                        "source": "AvePoint pooled subscription", "paymentType": "Prepaid",
                        "subscriptionName": "Office365Backup", "package": "Core",
                        "contractEndDate": "2021-01-01T00:00:00Z",
                    ])))
    }

    @Test(
        .tags(.documented),
        arguments: [
            (3, #""isSameAsPool":true,"resource":"PartnerStorageOptimization""#),
            (4, #""isSameAsPool":true,"userSeat":31"#),
            (5, #""expireTime":"2019-05-02T00:00:00Z""#),
            (11, #""expireTime":"2018-05-01T12:00:00Z""#),
            (18, #""expireTime":"2018-05-31T11:59:59Z""#),
            (1, #""expireTime":"2018-05-31T12:00:00Z""#),
        ])
    func `that cannot be is a 200 with its status`(status: Int, item override: String) throws {
        // The last of two members of one name counts.
        let item = """
            {"resource":"PartnerUserManagement","subscriptionSourceType":1,"userSeat":30,\
            "paymentType":1,\(override)}
            """
        #expect(try Estate().post(adding, pooled(item)) == outcome(status))
    }

    @Test(.tags(.documented)) func `a second time with the same terms is the same subscription`()
        throws
    {
        let estate = try Estate()
        #expect(estate.post(adding, pooled(item(5))) == outcome(1))
        #expect(estate.post(adding, pooled(item(5))) == outcome(12))
    }

    @Test(.tags(.chosen)) func `of two items takes both from the pool, or neither`() throws {
        let estate = try Estate()
        #expect(estate.post(adding, pooled(item(20), item(11))) == outcome(4))
        #expect(estate.post(adding, pooled(item(20), item(10))) == outcome(1))
        #expect(estate.post(adding, pooled(item(1))) == outcome(4))
    }

    @Test(
        .tags(.documented),
        arguments: [
            ("{}", "product is missing."),
            (#"{"product":4}"#, "product must be one of 40, 42, 49, 65, 274, 2048, not 4."),
            (
                #"{"product":"4"}"#,
                #"product must be one of 40, 42, 49, 65, 274, 2048, not \"4\"."#
            ),
            (#"{"product":49}"#, "licenseType is missing."),
            (
                #"{"products":49}"#,
                #"product is missing; the content has \"products\" instead."#
            ),
            (#"{"product":274,"licenseType":1}"#, "licenseType must be one of 0, not 1."),
            (#"{"product":2048,"licenseType":0}"#, "avepointStorageType is missing."),
            (#"{"product":2048,"licenseType":0,"byos":1}"#, "byos must be true or false, not 1."),
            (#"{"product":2048,"licenseType":0,"byos":true}"#, "storageProfileId is missing."),
            (
                #"{"product":2048,"licenseType":0,"avepointStorageType":0,"retentionYear":100}"#,
                "retentionYear must be an integer from 0 to 99, not 100."
            ),
            (#"{"product":49,"licenseType":1}"#, "licenseItems is missing."),
            (
                #"{"product":49,"licenseType":1,"licenseItems":[]}"#,
                "licenseItems must be an array of one object or more."
            ),
            (
                #"{"product":49,"licenseType":1,"licenseItems":[1]}"#,
                "licenseItems must hold objects, not a number."
            ),
            (
                #"{"product":49,"licenseType":1,"licenseItems":[{"resource":"Office365Backup"}]}"#,
                "resource must be one of PartnerTenantSettingManagement, PartnerWorkspaceOnboarding, "
                    + "PartnerUserManagement, PartnerStorageOptimization, not 'Office365Backup'."
            ),
            (
                """
                {"product":49,"licenseType":1,"licenseItems":[{"resource":"PartnerUserManagement",\
                "subscriptionSourceType":2,"expireTime":"soon"}]}
                """,
                "expireTime must be an ISO 8601 instant, not 'soon'."
            ),
        ])
    func `with content of no documented kind is a 400 that says why`(body: String, text: String)
        throws
    {
        let answer = try Estate().post(adding, body)
        #expect(
            Estate.isRefusal(
                answer, 400, "elements.add-service.content; documented",
                text.replacing(#"""#, with: #"\""#).replacing(#"\\""#, with: #"\""#)),
            "\(answer)")
    }

    @Test(.tags(.inferred)) func `takes numbers in strings, but with a quirk`() throws {
        let item = item(20).replacing(/:(\d+)/) { ":\"\($0.1)\"" }
        let body = pooled(item).replacing(#":49"#, with: #":"49""#)
        #expect(body.contains(#""product":"49""#) && body.contains(#""userSeat":"20""#))
        #expect(try Estate().post(adding, body) == outcome(1))
        let strict = try Estate(quirks: ["elements.numericStrings=reject"])
        let answer = strict.post(adding, body)
        #expect(answer.hasPrefix("400 elements.numeric-strings; inferred\n"), "\(answer)")
        let jobs = "/customers/\(Estate.acme)/avpt-products/jobs/batch"
        #expect(
            strict.post(jobs, #"{"jobType":"7"}"#).hasPrefix(
                "400 elements.numeric-strings; inferred\n"))
        #expect(
            try Estate().post(jobs, #"{"jobType":"7"}"#) == Estate().post(jobs, #"{"jobType":7}"#))
    }

    @Test(.tags(.chosen)) func `to an unknown customer is a 404`() throws {
        #expect(
            try Estate().post("/customers/nobody/services", pooled(item(1)))
                .hasPrefix("404 elements.unknown-customer; chosen"))
    }
}

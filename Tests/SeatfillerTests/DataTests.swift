import Seatfiller
import Testing

@Suite struct `The data of a world` {
    private let admin: Admin

    init() throws {
        admin = try Admin()
    }

    @Test func `is listed by kinds`() {
        #expect(
            admin.get("/__admin/data/organizations")
                == #"200 {"kind":"organizations","rows":[{"tenantId":"#
                + #""6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10","name":"Contoso"}],"next":null}"#)
        #expect(
            admin.get("/__admin/data/tenants?limit=1&search=contoso-crm")
                == #"200 {"kind":"tenants","rows":[{"customerId":"6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11","#
                + #""id":"5e2a9a44-7c0d-4a52-9a70-3b1c2d4e5f60","name":"contoso-crm","type":3,"#
                + #""availableUserSeat":10,"assignedUserSeat":4}],"next":null}"#)
        for kind in ["users", "seats", "inventory", "customers", "services"] {
            #expect(
                admin.get("/__admin/data/\(kind)").hasPrefix(#"200 {"kind":"\#(kind)","rows":"#))
        }
    }

    @Test(arguments: ["seats", "inventory", "users", "tenants"])
    func `comes page by page, each row once`(kind: String) throws {
        let whole = admin.get("/__admin/data/\(kind)?limit=1000")
        let row = /\{[^{}]*\}/
        let rows = whole.split(separator: #""rows":"#)[1].matches(of: row).map { String($0.0) }
        var found: [String] = []
        var after = ""
        repeat {
            let page = admin.get(
                "/__admin/data/\(kind)?limit=7&after=\(DescribedOperation.escaped(after))")
            let text = page.split(separator: #""rows":"#)[1]
            found += text.matches(of: row).map { String($0.0) }
            let next = try #require(page.firstMatch(of: /"next":(null|"(.*)")\}$/))
            after = next.2.map { String($0).replacing(#"\""#, with: "\"") } ?? ""
        } while !after.isEmpty
        #expect(found == rows)
        #expect(rows.count > 3)
    }

    @Test func `is found by the beginning of a name, in any case`() {
        #expect(
            admin.get("/__admin/data/users?search=MAX@").contains(
                #""rows":[{"userName":"max@contoso.com","#))
        #expect(
            admin.get("/__admin/data/seats?search=bob").contains(
                #""rows":[{"assignedTo":"bob@contoso.com","tenantId":"6b1f3f52-0f0c-4c5e-9b0a-"#
                    + #"5f6d1c2e7a10","productId":"9NBLGGH4R2R6","#))
        #expect(
            admin.get("/__admin/data/users?search=x")
                == #"200 {"kind":"users","rows":[],"next":null}"#)
    }

    @Test func `shows what the API has changed`() {
        #expect(admin.call("POST", Admin.assign).hasPrefix("200 "))
        #expect(admin.get("/__admin/data/seats?search=bob").contains("CFQ7TTC0K5DR"))
    }

    @Test(arguments: [
        ("users?after=x", "400", "has an after that is not the next of a page of this kind"),
        ("users?after=[1]", "400", "has an after that is not the next of a page of this kind"),
        ("users?after=[1,{}]", "400", "has an after that is not the next of a page of this kind"),
        ("users?limit=0", "400", "limit must be an integer from 1 to 1000"),
        (
            "users?serch=a", "400",
            #"has the unknown parameter \"serch\"; expected after, limit, search"#
        ),
        (
            "seat", "404",
            "There are organizations, users, seats, inventory, customers, tenants, services."
        ),
    ])
    func `refuses what cannot be listed`(path: String, status: String, reason: String) {
        let answer = admin.get("/__admin/data/\(path)")
        #expect(answer.hasPrefix(status))
        #expect(answer.contains(reason), "\(answer)")
    }
}

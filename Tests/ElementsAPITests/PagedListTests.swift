import Emulation
import HTTP
import HTTPTypes
import TestWorlds
import Testing

private let tenants =
    "/partner/external/v3/general/customers/\(Partner.contoso)/3rd-party-products/type/0/tenants/batch"
private let batch = "/partner/external/v3/general/customers/batch"

/// A row of `tenants/batch`.
private func row(_ id: String, _ name: String, _ available: Int, _ assigned: Int) -> String {
    """
    {"type":0,"tenantId":"\(id)","tenantName":"\(name)","availableUserSeat":\(available),\
    "assignedUserSeat":\(assigned)}
    """
}

private let tenantB = row("t-b", "TenantB", 25, 10)
private let tenantA = row("t-a", #"größe \"®\""#, 86, 148)

private func list(_ rows: String..., index: Int = 1, size: Int = 50, count: Int) -> String {
    """
    {"data":[\(rows.joined(separator: ","))],\
    "metadata":{"pageIndex":\(index),"pageSize":\(size),"totalCount":\(count)}}
    """
}

@Suite struct `The tenants' seats of today` {
    @Test(.tags(.documented)) func `are a page with its metadata`() throws {
        let answer = try Partner().post("{}", to: tenants)
        #expect(answer.rule.header == "elements.tenant-seats; documented")
        #expect(answer.body == list(tenantB, tenantA, count: 2))
    }

    @Test(
        .tags(.observed),
        arguments: [
            ("?pageSize=1", list(tenantB, size: 1, count: 2)),
            ("?PAGEINDEX=2&pagesize=1", list(tenantA, index: 2, size: 1, count: 2)),
            ("?pageIndex=3&pageSize=1", list(index: 3, size: 1, count: 2)),
            ("?pageIndex=9223372036854775807", list(index: .max, count: 2)),
            ("?pageSize=100", list(tenantB, tenantA, size: 100, count: 2)),
            ("?pageSize=101", list(tenantB, tenantA, size: 100, count: 2)),
        ])
    func `are paged by number, with an empty page beyond the end`(
        query: String, expected: String
    ) throws {
        #expect(try Partner().post(to: tenants + query).body == expected)
    }

    @Test(
        .tags(.chosen),
        arguments: [
            (#"{"tenantIds":["T-A","unknown"]}"#, list(tenantA, count: 1)),
            (#"{"tenantIds":"t-a"}"#, list(tenantA, count: 1)),
            (#"{"tenantIds":["unknown"]}"#, list(count: 0)),
            (#"{"TenantIDs":[]}"#, list(tenantB, tenantA, count: 2)),
            (#"{"tenantIds":null}"#, list(tenantB, tenantA, count: 2)),
        ])
    func `are filtered by ids, of which none filters nothing`(body: String, expected: String) throws
    {
        #expect(try Partner().post(body, to: tenants).body == expected)
    }

    @Test(
        .tags(.inferred),
        arguments: [
            "?pageIndex=&pageSize=", "?pageSize=%20&pageIndex=+", "?PAGEINDEX&pageSize=%09",
        ])
    func `a blank number of a page is an absent one`(query: String) throws {
        #expect(
            try Partner().post(to: tenants + query).body == list(tenantB, tenantA, count: 2))
    }

    @Test(
        .tags(.chosen),
        arguments: [
            ("?pageIndex=0", "pageIndex must be an integer, 1 or more, not '0'."),
            ("?pageSize=-1", "pageSize must be an integer, 1 or more, not '-1'."),
            ("?pageSize=ten", "pageSize must be an integer, 1 or more, not 'ten'."),
            (
                "?pageIndex=9223372036854775808",
                "pageIndex must be an integer, 1 or more, not '9223372036854775808'."
            ),
        ])
    func `a page that is none is a 400 naming the parameter`(query: String, message: String) throws
    {
        let answer = try Partner().post(to: tenants + query)
        #expect(answer.rule.header == "elements.page; chosen")
        #expect(answer.response.status == .badRequest)
        #expect(answer.body.contains("\"error\":\"\(message)\",\"statusCode\":400"))
    }

    @Test(.tags(.chosen)) func `with a quirk a page too large is a 400`() throws {
        let partner = try Partner(quirks: ["elements.pageSize=reject"])
        let answer = partner.post(to: tenants + "?pageSize=101")
        #expect(answer.body.contains("pageSize must be an integer, from 1 to 100, not '101'."))
        #expect(partner.post(to: tenants + "?pageSize=100").response.status == .ok)
    }

    @Test(
        .tags(.chosen),
        arguments: [
            ("7", "tenantIds must be an array of strings, not a number."),
            ("[7]", "tenantIds must hold strings, not a number."),
            ("{}", "tenantIds must be an array of strings, not an object."),
        ])
    func `a list of ids that is none is a 400 naming it`(value: String, message: String) throws {
        let answer = try Partner().post(#"{"tenantIds":\#(value)}"#, to: tenants)
        #expect(answer.rule.header == "elements.id-list; chosen")
        #expect(answer.body.contains("\"error\":\"\(message)\",\"statusCode\":400"))
    }

    @Test(.tags(.chosen)) func `an unknown customer or type is refused as in the seed operation`()
        throws
    {
        let unknown = tenants.replacing(Partner.contoso, with: "nobody")
        #expect(try Partner().post(to: unknown).rule.header == "elements.unknown-customer; chosen")
        let wrong = tenants.replacing("type/0", with: "type/4")
        #expect(try Partner().post(to: wrong).rule.header == "elements.type; chosen")
    }
}

@Suite struct `The overview of a customer's seats` {
    private func overview(_ type: String) throws -> Answer {
        let path =
            "/partner/external/v3/general/customers/\(Partner.contoso)/3rd-party-products/type/\(type)/overview"
        return try Partner().answer(Request(.get, path))
    }

    @Test(.tags(.documented, .inferred)) func `sums over the tenants of the type`() throws {
        #expect(try overview("0").rule.header == "elements.seat-overview; documented")
        #expect(
            try overview("0").body == #"{"type":0,"availableUserSeat":111,"assignedUserSeat":158}"#)
        #expect(try overview("3").body == #"{"type":3,"availableUserSeat":0,"assignedUserSeat":0}"#)
        #expect(try overview("4").response.status == .badRequest)
    }
}

@Suite struct `The customers of a partner` {
    private static let contoso = """
        {"id":"\(Partner.contoso)","organization":"","ownerEmail":"","jobStatus":0,\
        "countryOrRegion":"","managementMode":0,"tenants":[{"id":"t-b","name":"TenantB"},\
        {"id":"t-a","name":"größe \\"®\\""}]}
        """
    private static let other = """
        {"id":"a4d1c9e2-7b3f-4f0e-8d65-9c2b1a0f3e47","organization":"","ownerEmail":"",\
        "jobStatus":0,"countryOrRegion":"","managementMode":0,"tenants":[]}
        """

    @Test(.tags(.documented)) func `are a page with their Microsoft 365 tenants`() throws {
        let answer = try Partner().post(to: batch)
        #expect(answer.rule.header == "elements.customers; documented")
        #expect(answer.body == list(Self.contoso, Self.other, count: 2))
        #expect(
            try Partner().post(to: batch + "?pageIndex=2&pageSize=1").body
                == list(Self.other, index: 2, size: 1, count: 2))
    }

    @Test(.tags(.documented), arguments: ["customerIds", "customerId", "CUSTOMERIDS"])
    func `are filtered by the spelling of today and of the seed document`(member: String) throws {
        let id = Partner.contoso.uppercased()
        for value in ["\"\(id)\"", "[\"\(id)\",\"unknown\"]"] {
            #expect(
                try Partner().post(#"{"\#(member)":\#(value)}"#, to: batch).body
                    == list(Self.contoso, count: 1))
        }
    }

    @Test(.tags(.documented)) func `are there one by one, at the withdrawn operation`() throws {
        let partner = try Partner()
        let customers = batch.replacing("/batch", with: "/")
        let answer = partner.answer(Request(.get, customers + Partner.contoso.uppercased()))
        #expect(answer.rule.header == "elements.customer; documented")
        #expect(answer.body == Self.contoso)
        // The path is another's too, and each has its method.
        let put = partner.answer(Request(.put, customers + "batch"))
        #expect(put.response.headerFields[.allow] == "POST")
    }
}

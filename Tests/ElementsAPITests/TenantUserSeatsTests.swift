import ElementsAPI
import Emulation
import HTTP
import HTTPTypes
import TestWorlds
import Testing

/// A partner's customers of a test's own, and the API's answers.
struct Partner {
    private let api: Elements

    init(quirks: [String] = []) throws {
        let world = try World(
            Elements.self,
            seed: """
                { "elements": { "customers": [
                    { "id": "6F0C2F6E-5b1d-4b7f-9a51-0d1f8a2f7c11", "tenants": [
                        { "id": "t-b", "name": "TenantB", "type": 0,
                          "availableUserSeat": 25, "assignedUserSeat": 10 },
                        { "id": "t-a", "name": "größe \\"®\\"", "type": 0,
                          "availableUserSeat": 86, "assignedUserSeat": 148 },
                        { "id": "t-c", "name": "Sales", "type": 1, "assignedUserSeat": 3 },
                        { "id": "t-d", "name": "g", "type": 2, "availableUserSeat": 9007199254740993 },
                        { "id": "t-e", "name": "crm", "type": 3 } ] },
                    { "id": "a4d1c9e2-7b3f-4f0e-8d65-9c2b1a0f3e47" } ] } }
                """, quirks: quirks)
        api = Elements(in: world)
    }

    static let contoso = "6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"

    static func path(_ type: String = "0", of customer: String = contoso) -> String {
        "/partner/external/v3/general/customers/\(customer)/3rd-party-products/type/\(type)/users"
    }

    func post(
        _ body: String = "", to target: String = path(), contentType: String? = "application/json"
    ) -> Answer {
        var fields = HTTPFields()
        fields[.contentType] = contentType
        return answer(Request(.post, target, headerFields: fields, body: Array(body.utf8)))
    }

    func answer(_ request: Request) -> Answer {
        api.answer(to: request)
    }
}

extension Answer {
    var body: String { String(decoding: response.body, as: UTF8.self) }
}

@Suite struct `Retrieve customer tenant user seats` {
    @Test(.tags(.documented)) func `a bare array, a tenant of the type each, both numbers`() throws
    {
        let answer = try Partner().post()
        #expect(answer.rule.header == "elements.user-seats; documented")
        #expect(
            answer.response.text == """
                HTTP/1.1 200 OK
                content-type: application/json; charset=utf-8
                request-id: e220a839-7b1d-4daf-ae78-9e6aa1b965f4

                [{"id":"t-b","name":"TenantB","availableUserSeat":25,"assignedUserSeat":10},\
                {"id":"t-a","name":"größe \\"®\\"","availableUserSeat":86,"assignedUserSeat":148}]
                """)
    }

    @Test(
        .tags(.documented),
        arguments: [
            ("1", #"[{"id":"t-c","name":"Sales","availableUserSeat":0,"assignedUserSeat":3}]"#),
            (
                "2",
                #"[{"id":"t-d","name":"g","availableUserSeat":9007199254740993,"assignedUserSeat":0}]"#
            ),
            ("3", #"[{"id":"t-e","name":"crm","availableUserSeat":0,"assignedUserSeat":0}]"#),
        ])
    func `each type has its tenants`(type: String, expected: String) throws {
        #expect(try Partner().post(to: Partner.path(type)).body == expected)
    }

    @Test(
        .tags(.inferred),
        arguments: [
            "", " \r\n\t", "{}", "null", #"{"licenseAssignedStatus":null}"#,
            #"{"other":[1,{"x":2}]}"#,
            "\u{FEFF}{}",
        ])
    func `absent content and content that says nothing are the same`(body: String) throws {
        let answer = try Partner().post(body)
        #expect(answer.rule.header == "elements.user-seats; documented")
        #expect(answer.body == (try Partner().post().body))
    }

    @Test(.tags(.inferred), arguments: [nil, "text/plain", "application/x-www-form-urlencoded"])
    func `the content type does not matter`(contentType: String?) throws {
        let answer = try Partner().post("{}", contentType: contentType)
        #expect(answer.response.status == .ok)
    }

    @Test(
        .tags(.inferred),
        arguments: [
            path("0").uppercased(), path("0") + "/", path("0") + "?unknown=1",
            path("0", of: Partner.contoso.uppercased()), path("00"),
        ])
    func `upper and lower case and a trailing slash change nothing`(target: String) throws {
        #expect(try Partner().post(to: target).body == (try Partner().post().body))
    }

    @Test(.tags(.inferred)) func `a customer without tenants of the type has an empty list`() throws
    {
        let answer = try Partner().post(
            to: Partner.path("2", of: "a4d1c9e2-7b3f-4f0e-8d65-9c2b1a0f3e47"))
        #expect(answer.rule.header == "elements.no-tenants; inferred")
        #expect(answer.response.status == .ok)
        #expect(answer.body == "[]")
    }

    private static func path(_ type: String, of customer: String = Partner.contoso) -> String {
        Partner.path(type, of: customer)
    }
}

@Suite struct `The effect of licenseAssignedStatus` {
    private func answers(_ quirks: String...) throws -> [String] {
        let partner = try Partner(quirks: quirks)
        return [0, 1].map { status in
            let answer = partner.post(#"{"LICENSEassignedStatus":\#(status)}"#)
            return "\(answer.rule.header): \(answer.body)"
        }
    }

    @Test(.tags(.chosen)) func `the number that was not asked for is 0`() throws {
        #expect(
            try answers() == [
                """
                elements.user-seats.project; chosen: \
                [{"id":"t-b","name":"TenantB","availableUserSeat":25,"assignedUserSeat":0},\
                {"id":"t-a","name":"größe \\"®\\"","availableUserSeat":86,"assignedUserSeat":0}]
                """,
                """
                elements.user-seats.project; chosen: \
                [{"id":"t-b","name":"TenantB","availableUserSeat":0,"assignedUserSeat":10},\
                {"id":"t-a","name":"größe \\"®\\"","availableUserSeat":0,"assignedUserSeat":148}]
                """,
            ])
        #expect(try answers("elements.licenseAssignedStatus=project") == answers())
    }

    @Test(.tags(.chosen)) func `with ignore both numbers stay`() throws {
        let both = """
            elements.user-seats.ignore; chosen: \
            [{"id":"t-b","name":"TenantB","availableUserSeat":25,"assignedUserSeat":10},\
            {"id":"t-a","name":"größe \\"®\\"","availableUserSeat":86,"assignedUserSeat":148}]
            """
        #expect(try answers("elements.licenseAssignedStatus=ignore") == [both, both])
    }

    @Test(.tags(.chosen)) func `with null the number that was not asked for is null`() throws {
        #expect(
            try answers("elements.licenseAssignedStatus=null") == [
                """
                elements.user-seats.null; chosen: \
                [{"id":"t-b","name":"TenantB","availableUserSeat":25,"assignedUserSeat":null},\
                {"id":"t-a","name":"größe \\"®\\"","availableUserSeat":86,"assignedUserSeat":null}]
                """,
                """
                elements.user-seats.null; chosen: \
                [{"id":"t-b","name":"TenantB","availableUserSeat":null,"assignedUserSeat":10},\
                {"id":"t-a","name":"größe \\"®\\"","availableUserSeat":null,"assignedUserSeat":148}]
                """,
            ])
    }

    @Test(.tags(.chosen)) func `with rows only tenants appear that have what was asked for`() throws
    {
        let partner = try Partner(quirks: ["elements.licenseAssignedStatus=rows"])
        let sales = #"[{"id":"t-c","name":"Sales","availableUserSeat":0,"assignedUserSeat":3}]"#
        let none = partner.post(#"{"licenseAssignedStatus":0}"#, to: Partner.path("1"))
        #expect(none.body == "[]")
        #expect(none.rule.header == "elements.user-seats.rows; chosen")
        #expect(partner.post(#"{"licenseAssignedStatus":1}"#, to: Partner.path("1")).body == sales)
        #expect(partner.post("{}", to: Partner.path("1")).body == sales)
    }

    @Test(
        .tags(.documented),
        arguments: ["project", "ignore", "null", "rows"],
        [
            "2", "-1", "1.5", "1.0", "1e0", "true", "[]", "{}", #""x""#, "9223372036854775808",
            #""""#, #"" ""#, #""1.5""#, #""1.0""#, #""true""#, #""2""#, #""-1""#, #"" 1""#,
            #""1e0""#,
            #""9223372036854775808""#,
        ])
    func `a value that is neither 0 nor 1 is a 400 in every mode`(mode: String, value: String)
        throws
    {
        let partner = try Partner(quirks: ["elements.licenseAssignedStatus=\(mode)"])
        let answer = partner.post(#"{"licenseAssignedStatus":\#(value)}"#)
        #expect(answer.rule.header == "elements.license-assigned-status; documented")
        #expect(answer.response.status == .badRequest)
        #expect(
            answer.body.hasPrefix(
                """
                {"traceId":"00-e220a8397b1dcdaf6e789e6aa1b965f4-06c45d188009454f-00",\
                "error":"licenseAssignedStatus must be 0 (available user seats) or 1 (assigned user \
                seats), not 
                """))
    }

    @Test(.tags(.inferred)) func `of two members of the name the last counts`() throws {
        let partner = try Partner()
        #expect(
            partner.post(#"{"licenseAssignedStatus":7,"licenseassignedstatus":1}"#).body
                == partner.post(#"{"licenseAssignedStatus":1}"#).body)
    }

    @Test(.tags(.inferred), arguments: ["0", "1"])
    func `a number in a string is that number`(status: String) throws {
        let partner = try Partner()
        let answer = partner.post(#"{"licenseAssignedStatus":"\#(status)"}"#)
        #expect(answer.rule.header == "elements.user-seats.project; chosen")
        #expect(answer.body == partner.post(#"{"licenseAssignedStatus":\#(status)}"#).body)
    }

    @Test(.tags(.inferred)) func `a number in a string is a 400 with a quirk`() throws {
        let strict = try Partner(quirks: ["elements.numericStrings=reject"])
        let answer = strict.post(#"{"licenseAssignedStatus":"1"}"#)
        #expect(answer.rule.header == "elements.numeric-strings; inferred")
        #expect(answer.response.status == .badRequest)
        #expect(
            answer.body.contains(
                #""error":"licenseAssignedStatus must be 0 (available user seats) or 1 (assigned user "#
                    + #"seats), not \"1\".""#))
        // What is no number is none either way.
        let word = strict.post(#"{"licenseAssignedStatus":"x"}"#)
        #expect(word.rule.header == "elements.license-assigned-status; documented")
    }
}

import ElementsAPI
import Emulation
import HTTP
import HTTPTypes
import TestWorlds
import Testing

@Suite struct `An error of the partner API` {
    private static let trace = "00-e220a8397b1dcdaf6e789e6aa1b965f4-06c45d188009454f-00"

    /// A whole answer; its request's identifier is the third that the world gives out.
    private func whole(_ status: String, _ body: String, allow: String = "") -> String {
        """
        HTTP/1.1 \(status)
        content-type: application/json; charset=utf-8
        \(allow)request-id: f88bb8a8-724c-41ec-9b39-896a51a8749b

        {"traceId":"\(Self.trace)",\(body)}
        """
    }

    @Test(.tags(.chosen)) func `an unknown customer is a 404`() throws {
        for customer in ["00000000-0000-0000-0000-000000000000", "no-guid"] {
            let answer = try Partner().post(to: Partner.path(of: customer))
            #expect(answer.rule.header == "elements.unknown-customer; chosen")
            #expect(
                answer.response.text
                    == whole(
                        "404 Not Found",
                        #""error":"The customer '\#(customer)' was not found.","statusCode":404"#))
        }
    }

    @Test(.tags(.chosen), arguments: ["4", "-1", "1.0", "x", "%20", "99999999999999999999"])
    func `a type that is none of the four is a 400 naming it`(type: String) throws {
        let answer = try Partner().post(to: Partner.path(type))
        #expect(answer.rule.header == "elements.type; chosen")
        let given = type.replacing("%20", with: " ")
        #expect(
            answer.response.text
                == whole(
                    "400 Bad Request",
                    """
                    "error":"type must be 0 (Microsoft 365), 1 (Salesforce), 2 (Google) or 3 (Dynamics \
                    365), not '\(given)'.","statusCode":400
                    """))
    }

    @Test(
        .tags(.inferred),
        arguments: [
            ("[1]", "The request body must be a JSON object, not an array."),
            ("1", "The request body must be a JSON object, not a number."),
            (#""x""#, "The request body must be a JSON object, not a string."),
            ("{", "The request body is not JSON: line 1, column 2: the text ends too early."),
            (
                "{}{}",
                "The request body is not JSON: line 1, column 3: expected the end of the text, "
                    + "found '{'."
            ),
            ("a=1", "The request body is not JSON: line 1, column 1: expected a value, found 'a'."),
        ])
    func `content that is no JSON object is a 400`(body: String, message: String) throws {
        let answer = try Partner().post(body)
        #expect(answer.rule.header == "elements.request-body; inferred")
        #expect(
            answer.response.text
                == whole("400 Bad Request", #""error":"\#(message)","statusCode":400"#))
    }

    private static let json = "application/json"
    private static let status = #"{"licenseAssignedStatus":1}"#

    @Test(.tags(.inferred), arguments: WrittenText.readable(status, as: json))
    func `content is read in UTF-8, and in UTF-16 that says so`(written: WrittenText) throws {
        let partner = try Partner()
        #expect(
            partner.answer(written.request(to: Partner.path())).body
                == partner.post(Self.status).body)
    }

    @Test(.tags(.inferred), arguments: WrittenText.malformed(status, as: json))
    func `content that is no text is a 400`(written: WrittenText) throws {
        let answer = try Partner().answer(written.request(to: Partner.path()))
        #expect(answer.rule.header == "elements.request-body; inferred")
        #expect(answer.body.contains(#""error":"The request body is not JSON: "#))
        #expect(answer.response.status == .badRequest)
    }

    @Test(.tags(.chosen), arguments: WrittenText.coded(status, as: json))
    func `content that is coded is a 415`(written: WrittenText) throws {
        let answer = try Partner().answer(written.request(to: Partner.path()))
        #expect(answer.rule.header == "elements.content-encoding; chosen")
        let encoding = try #require(written.encoding)
        #expect(
            answer.response.text
                == whole(
                    "415 Unsupported Media Type",
                    """
                    "error":"The content encoding must be identity, not '\(encoding)'.",\
                    "statusCode":415
                    """))
    }

    @Test(.tags(.chosen), arguments: [HTTPRequest.Method.get, .head, .delete])
    func `another method is a 405 that names the right one`(method: HTTPRequest.Method) throws {
        let answer = try Partner().answer(Request(method, Partner.path()))
        #expect(answer.rule.header == "elements.method; chosen")
        #expect(
            answer.response.text
                == whole(
                    "405 Method Not Allowed",
                    """
                    "error":"The method \(method) is not allowed here; allowed: POST.","statusCode":405
                    """,
                    allow: "allow: POST\n"))
    }

    @Test(.tags(.inferred)) func `a HEAD is no GET`() throws {
        let overview = Partner.path().replacing("/users", with: "/overview")
        let answer = try Partner().answer(Request(.head, overview))
        #expect(answer.response.status == .methodNotAllowed)
        #expect(answer.response.headerFields[.allow] == "GET")
    }

    @Test(
        .tags(.inferred),
        arguments: [
            "/partner", "/partner/external/v3/bm/tenants/batch", "/partner/customers",
        ])
    func `a path of no operation is a 404`(path: String) throws {
        let answer = try Partner().post(to: path + "?x")
        #expect(answer.rule.header == "elements.route; inferred")
        #expect(
            answer.response.text
                == whole(
                    "404 Not Found",
                    #""error":"No operation has the path \#(path).","statusCode":404"#))
    }

    @Test(.tags(.inferred)) func `a path whose slash is doubled is a 404 that says so`() throws {
        let path = "/partner/external/v3/general/customers//3rd-party-products/type/0/users"
        #expect(
            try Partner().post(to: path).body.contains(
                "No operation has the path \(path), in which a slash is doubled."))
    }

    @Test(.tags(.chosen)) func `input is judged before the customer is looked for`() throws {
        let unknown = Partner.path("9", of: "no-guid")
        #expect(try Partner().post("[]", to: unknown).rule.header == "elements.type; chosen")
        #expect(
            try Partner().post("[]", to: Partner.path(of: "no-guid")).rule.header
                == "elements.request-body; inferred")
    }
}

@Suite struct `With a quirk the partner API` {
    @Test(.tags(.chosen)) func `needs content, and content that says it is JSON`() throws {
        let partner = try Partner(quirks: ["elements.requestBody=required"])
        let empty = partner.post()
        #expect(empty.rule.header == "elements.request-body.required; chosen")
        #expect(empty.response.status == .badRequest)
        #expect(empty.body.contains(#""error":"A non-empty request body is required.""#))
        #expect(partner.post("null").response.status == .badRequest)
        for contentType in [nil, "text/plain"] {
            let answer = partner.post("{}", contentType: contentType)
            #expect(answer.response.status == .unsupportedMediaType)
            #expect(
                answer.body.contains(
                    """
                    "error":"The content type must be application/json, not '\(contentType ?? "")'.",\
                    "statusCode":415
                    """))
        }
        for contentType in [
            "Application/JSON; charset=utf-8", "text/json", "application/vnd.x+json",
        ] {
            #expect(partner.post("{}", contentType: contentType).response.status == .ok)
        }
        let latin = partner.post("{}", contentType: "application/json; charset=latin1")
        #expect(latin.response.status == .unsupportedMediaType)
    }

    @Test(.tags(.chosen)) func `words its errors as ASP.NET Core does`() throws {
        let partner = try Partner(quirks: ["elements.errorBody=problem"])
        #expect(
            partner.post(to: Partner.path("9")).response.text == """
                HTTP/1.1 400 Bad Request
                content-type: application/problem+json; charset=utf-8
                request-id: f88bb8a8-724c-41ec-9b39-896a51a8749b

                {"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1",\
                "title":"One or more validation errors occurred.","status":400,\
                "errors":{"type":["type must be 0 (Microsoft 365), 1 (Salesforce), 2 (Google) or 3 \
                (Dynamics 365), not '9'."]},\
                "traceId":"00-e220a8397b1dcdaf6e789e6aa1b965f4-06c45d188009454f-00"}
                """)
        let unknown = partner.post(to: Partner.path(of: "x"))
        #expect(
            unknown.body.hasPrefix(
                """
                {"type":"https://tools.ietf.org/html/rfc9110#section-15.5.5","title":"Not Found",\
                "status":404,"traceId":"00-
                """))
    }
}

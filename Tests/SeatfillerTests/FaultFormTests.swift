import Emulation
import JSON
import Seatfiller
import Testing

@Suite struct `A fault in the form of its API` {
    private static let seats = "/V1/Users/bob@contoso.com/Seats"
    private static let customers = "/partner/external/v3/general/customers/batch"
    private static let entra = "/6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10/oauth2/token"
    private static let avePoint = "/connect/token"
    private static let form = [("Content-Type", "application/x-www-form-urlencoded")]
    /// The fields that say who has answered, and when.
    private static let ours = ["x-seatfiller-fault", "x-seatfiller-rule", "date", "retry-after"]

    private static let ids = ["request-id", "ms-correlationid", "ms-requestid", "ms-cv"]

    /// What an answer has: its fields, with the values that are no ids, and the names of its members.
    private func shape(_ answer: Emulator.Response) throws -> [String] {
        let fields = answer.text.split(separator: "\n\n", maxSplits: 1)[0].split(separator: "\n")
            .dropFirst().map(String.init).filter { field in
                !Self.ours.contains { field.hasPrefix($0 + ":") }
            }.map { field in
                Self.ids.first { field.hasPrefix($0 + ":") } ?? field
            }
        guard !answer.body.isEmpty else { return fields }
        return try fields + JSON(parsing: Array(answer.body.utf8)).members.map(\.name)
    }

    private func ask(
        _ admin: Admin, _ method: String, _ target: String, _ body: String = "",
        _ fault: String? = nil
    ) -> Emulator.Response {
        let headers = Self.form + (fault.map { [("X-Seatfiller-Fault", $0)] } ?? [])
        return admin.emulator.respond(
            to: Emulator.Request(method, target, headers: headers, body: body))
    }

    /// Refusals of the APIs' own, which a fault of the same status is to look like.
    @Test(
        arguments: [
            (401, "GET", seats), (401, "POST", customers), (404, "GET", "/V1/Inventory/X/1/Seats"),
            (405, "PUT", seats), (405, "GET", customers), (400, "POST", customers + "?pageSize=0"),
            (400, "POST", entra), (400, "POST", avePoint),
            (405, "GET", entra), (405, "PUT", "/.well-known/openid-configuration"),
            (400, "GET", "/a..b%20c/.well-known/openid-configuration"),
        ])
    func `has the fields and the members of the API's own`(
        status: Int, method: String, target: String
    ) throws {
        for quirks in [[], ["elements.authErrorBody=json", "elements.errorBody=problem"]] {
            var settings = Settings()
            settings.auth = status == 401 ? .enforced : .open
            settings.quirks = quirks
            let admin = try Admin(settings)
            let own = ask(admin, method, target)
            #expect(own.status == status)
            var expected = try shape(own)
            // A fault names no parameter.
            expected.removeAll { $0 == "errors" }
            #expect(try shape(ask(admin, method, target, "", "status=\(status)")) == expected)
        }
    }

    @Test(
        arguments: [
            (400, "invalid_request", 9_002_313), (401, "invalid_client", 70002),
            (403, "unauthorized_client", 7_000_112), (404, "invalid_request", 9_002_313),
            (408, "temporarily_unavailable", 90012), (429, "temporarily_unavailable", 90055),
            (500, "server_error", 50000), (502, "server_error", 50000),
            (503, "temporarily_unavailable", 90033), (504, "temporarily_unavailable", 90012),
        ])
    func `fits its status where tokens are issued`(status: Int, error: String, code: Int) throws {
        let admin = try Admin()
        let own = ask(admin, "POST", Self.entra)
        let answer = ask(admin, "POST", Self.entra, "", "status=\(status)")
        #expect(answer.status == status)
        #expect(try shape(answer) == shape(own))
        #expect(
            answer.body.hasPrefix(#"{"error":"\#(error)","error_description":"AADSTS\#(code): "#),
            "\(answer.body)")
        #expect(answer.body.contains(#""error_codes":[\#(code)]"#))
        let other = ask(admin, "POST", Self.avePoint, "", "status=\(status)")
        #expect(other.status == status)
        #expect(other.body == #"{"error":"\#(error)"}"#)
        #expect(try shape(other) == shape(ask(admin, "POST", Self.avePoint)))
    }

    @Test func `gives a client of Entra's its own id back`() throws {
        let id = "0f0c4c5e-9b0a-4f6d-9c2e-7a106b1f3f52"
        let answer = try Admin().call(
            "POST", Self.entra, "",
            [("X-Seatfiller-Fault", "status=503"), ("client-request-id", id)])
        #expect(answer.contains(#""correlation_id":"\#(id)""#), "\(answer)")
    }

    @Test func `of Elements challenges whoever it does not believe`() throws {
        let answer = try Admin().emulator.respond(
            to: Emulator.Request(
                "POST", Self.customers, headers: [("X-Seatfiller-Fault", "status=401")]))
        #expect(answer.header("WWW-Authenticate") == "Bearer")
        #expect(answer.body.isEmpty)
    }

    @Test(arguments: [(#""no""#, "no", nil), (#"{"a":1}"#, #"{"a":1}"#, "application/json")])
    func `with a body of its own has the API's headers`(
        body: String, sent: String, type: String?
    ) throws {
        let admin = try Admin()
        let fault = #"{"do":{"status":401,"body":\#(body)}}"#
        #expect(admin.call("POST", "/__admin/faults", fault).hasPrefix("201 "))
        let answer = admin.emulator.respond(to: Emulator.Request("POST", Self.customers))
        #expect(answer.header("WWW-Authenticate") == "Bearer")
        #expect(answer.body == sent)
        #expect(answer.header("Content-Type") == type.map { "\($0); charset=utf-8" })
    }

    @Test(
        arguments: [
            (seats, "POST, DELETE"), (customers, ""), (entra, ""), (avePoint, ""),
        ])
    func `that refuses a method names the others of its path`(
        target: String, allowed: String
    ) throws {
        let admin = try Admin()
        let isSeat = target == Self.seats
        let path = isSeat ? "/V1/Inventory/9NBLGGH4R2R6/0016/Seats/bob@contoso.com" : target
        let answer = ask(admin, isSeat ? "GET" : "POST", path, "", "status=405")
        #expect(answer.header("Allow") == allowed)
    }

    @Test(
        arguments: [
            (403, "rfc9110#section-15.5.4"), (409, "rfc9110#section-15.5.10"), (429, nil),
            (500, "rfc9110#section-15.6.1"), (503, "rfc9110#section-15.6.4"),
        ])
    func `of Elements as a problem names the type that ASP.NET gives it`(
        status: Int, type: String?
    ) throws {
        var settings = Settings()
        settings.quirks = ["elements.authErrorBody=json", "elements.errorBody=problem"]
        let answer = try ask(
            Admin(settings), "POST", Self.customers, "", "status=\(status)")
        let found = try JSON(parsing: Array(answer.body.utf8))["type"]?.string
        #expect(found == type.map { "https://tools.ietf.org/html/" + $0 })
    }
}

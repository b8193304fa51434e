import Emulation
import Seatfiller
import Testing

@Suite struct `A fault` {
    private let bob = "/V1/Users/bob@contoso.com/Seats"

    private func admin(_ faults: String...) throws -> Admin {
        var settings = Settings()
        settings.clock = .init("2018-05-01T12:00:00Z")
        let admin = try Admin(settings)
        for fault in faults {
            let answer = admin.call("POST", "/__admin/faults", fault)
            #expect(answer.hasPrefix("201 "), "\(answer)")
        }
        return admin
    }

    private func statuses(_ admin: Admin, _ target: String, _ count: Int) -> [Int] {
        (0..<count).map { _ in admin.emulator.respond(to: .get(target)).status }
    }

    @Test func `answers a status in the API's own form`() throws {
        let admin = try admin(#"{"do":{"status":503,"retryAfterSeconds":2}}"#)
        let answer = admin.emulator.respond(to: .get(bob))
        #expect(
            answer.text == """
                HTTP/1.1 503 Service Unavailable
                content-type: application/json; charset=utf-8
                ms-correlationid: e220a839-7b1d-4daf-ae78-9e6aa1b965f4
                ms-requestid: 06c45d18-8009-454f-b88b-b8a8724c81ec
                ms-cv: bSHqRpWi5sqLqf0x.0
                retry-after: 2
                x-seatfiller-fault: fault-1
                x-seatfiller-rule: world.fault; chosen
                date: Tue, 01 May 2018 12:00:00 GMT

                {"code":"ServiceUnavailable","data":{},"details":[],"message":"Service Unavailable","source":"MTS"}
                """)
        let batch = admin.call("POST", "/partner/external/v3/general/customers/batch")
        #expect(batch.contains(#""error":"Service Unavailable","statusCode":503}"#))
        #expect(
            admin.call(
                "POST", "/connect/token", "",
                [("Content-Type", "application/x-www-form-urlencoded")])
                == #"503 {"error":"temporarily_unavailable"}"#)
        #expect(admin.call("POST", "/any/oauth2/token").hasPrefix("503 "))
        #expect(admin.get("/__admin/health").hasPrefix("200 "))
    }

    @Test func `of a status can bring content and fields of its own`() throws {
        let admin = try admin(
            #"{"do":{"status":418,"body":{"a":1},"headers":{"X-Kind":"teapot"},"retryAfterDate":"2018-05-02"}}"#
        )
        let answer = admin.emulator.respond(to: .get(bob))
        #expect(answer.body == #"{"a":1}"#)
        #expect(answer.header("X-Kind") == "teapot")
        #expect(answer.header("Retry-After") == "Wed, 02 May 2018 00:00:00 GMT")
        let text = try self.admin(#"{"do":{"status":500,"body":"<html>"}}"#)
        #expect(text.get(bob) == "500 <html>")
    }

    @Test(
        arguments: [
            (402, "Payment Required"), (421, "Misdirected Request"), (508, "Loop Detected"),
            (599, "Server Error"),
        ])
    func `of a status that few know has its registered phrase`(status: Int, phrase: String) throws {
        let answer = try admin(#"{"do":{"status":\#(status)}}"#).emulator.respond(to: .get(bob))
        #expect(answer.text.hasPrefix("HTTP/1.1 \(status) \(phrase)\n"))
        #expect(answer.body.contains(#""message":"\#(phrase)""#))
    }

    @Test func `keeps what was asked from being done`() throws {
        let admin = try admin(#"{"do":{"status":503},"when":{"times":1}}"#)
        #expect(admin.call("POST", Admin.assign).hasPrefix("503 "))
        #expect(admin.bob() == Admin.one)
    }

    @Test(
        arguments: [
            (#"{"api":"store"}"#, [true, true, false]),
            (#"{"operation":"store.listSeatsOfUser"}"#, [true, false, false]),
            (#"{"method":"POST"}"#, [false, false, true]),
            (#"{"path":"/V1/*"}"#, [true, true, false]),
            (#"{"path":"*/customers/*/overview"}"#, [false, false, false]),
            (#"{"user":"BOB@contoso.com"}"#, [true, false, false]),
            (#"{"customerId":"6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"}"#, [false, false, true]),
            (#"{"type":3}"#, [false, false, true]), (#"{"type":2}"#, [false, false, false]),
            (#"{"page":2}"#, [false, false, false]), (#"{}"#, [true, true, true]),
        ])
    func `is for the requests that it matches`(match: String, expected: [Bool]) throws {
        let admin = try admin(#"{"match":\#(match),"do":{"status":503}}"#)
        let seats =
            "/partner/external/v3/general/customers/6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"
            + "/3rd-party-products/type/3/users"
        let answers = [admin.get(bob), admin.get("/V1/Inventory"), admin.call("POST", seats)]
        #expect(answers.map { $0.hasPrefix("503 ") } == expected)
    }

    @Test(
        arguments: [
            "/V1/Users/bob%40contoso.com/Seats", "/V1/Users/%62ob@contoso.com/Seats",
            "/V1/Users/bob@contoso.com/Seats/", "/v1/users/BOB@contoso.com/seats?maxResults=1",
            "/%56%31/Users/bob@contoso.com/Seats",
        ])
    func `is for a path however it is spelt`(target: String) throws {
        for pattern in [bob, "/V1/Users/bob%40contoso.com/*", "*/bob@contoso.com/Seats/"] {
            let admin = try admin(#"{"match":{"path":"\#(pattern)"},"do":{"status":503}}"#)
            #expect(admin.get(target).hasPrefix("503 "), "\(pattern)")
            let query = #"{"path":"\#(pattern)"}"#
            #expect(
                admin.call("POST", "/__admin/requests/count", query) == #"200 {"count":1}"#,
                "\(pattern)")
        }
    }

    @Test func `is for a page of a walk`() throws {
        let admin = try admin(#"{"match":{"page":2},"do":{"status":503}}"#)
        let first = admin.get("/V1/Users/max@contoso.com/Seats")
        let token = try #require(first.firstMatch(of: /"continuationToken":"([^"]+)"/)).1
        #expect(
            admin.get("/V1/Users/max@contoso.com/Seats?continuationToken=\(token)").hasPrefix(
                "503 "))
        let batch = "/partner/external/v3/general/customers/batch?pageSize=1&pageIndex="
        #expect(admin.call("POST", batch + "1").hasPrefix("200 "))
        #expect(admin.call("POST", batch + "2").hasPrefix("503 "))
    }

    @Test(
        arguments: [
            (#"{"call":3}"#, [200, 200, 503, 200, 200]),
            (#"{"call":2,"times":2}"#, [200, 503, 503, 200, 200]),
            (#"{"times":1}"#, [503, 200, 200, 200, 200]),
            (#"{"probability":1}"#, [503, 503, 503, 503, 503]),
        ])
    func `fires when it is asked to`(when: String, expected: [Int]) throws {
        #expect(statuses(try admin(#"{"when":\#(when),"do":{"status":503}}"#), bob, 5) == expected)
    }

    @Test func `throws dice that fall the same for the same seed`() throws {
        func run(_ seed: Int) throws -> [Int] {
            let fault = #"{"when":{"probability":0.25,"seed":\#(seed)},"do":{"status":503}}"#
            return statuses(try admin(fault), bob, 200)
        }
        #expect(try run(7) == run(7))
        #expect(try run(7) != run(8))
        let fired = try run(7).count { $0 == 503 }
        #expect((25...75).contains(fired))
    }

    @Test func `throttles by windows of the world's time`() throws {
        let admin = try admin(#"{"do":{"throttle":{"limit":2,"windowSeconds":60}}}"#)
        #expect(statuses(admin, bob, 3) == [200, 200, 429])
        _ = admin.call("PUT", "/__admin/clock", #"{"advanceSeconds":20.5}"#)
        let answer = admin.emulator.respond(to: .get(bob))
        #expect(answer.status == 429)
        #expect(answer.header("Retry-After") == "40")
        _ = admin.call("PUT", "/__admin/clock", #"{"advanceSeconds":40}"#)
        #expect(statuses(admin, bob, 3) == [200, 200, 429])
    }

    @Test func `goes before another by its kind, and a delay adds to any`() throws {
        let admin = try admin(
            #"{"do":{"dribble":{"chunks":2,"milliseconds":1}}}"#, #"{"do":{"truncateBody":3}}"#,
            #"{"do":{"status":503}}"#, #"{"do":{"throttle":{"limit":0,"windowSeconds":1}}}"#,
            #"{"do":{"delay":{"milliseconds":5}}}"#)
        #expect(admin.emulator.respond(to: .get(bob)).status == 429)
        #expect(admin.call("DELETE", "/__admin/faults/fault-4") == "204 ")
        #expect(admin.emulator.respond(to: .get(bob)).header("X-Seatfiller-Fault") == "fault-3")
        #expect(admin.call("DELETE", "/__admin/faults/fault-3") == "204 ")
        #expect(admin.emulator.respond(to: .get(bob)).header("X-Seatfiller-Fault") == "fault-2")
    }

    @Test func `is asked for by a request itself`() throws {
        let admin = try Admin()
        func status(_ fault: String) -> String {
            String(admin.get(bob, [("X-Seatfiller-Fault", fault)]).prefix(3))
        }
        #expect(status("status=503") == "503")
        #expect(status("status=429, delay=1") == "429")
        #expect(status("delay=1") == "200")
        for wrong in [
            "", "status=x", "status=99", "nothing=1", "delay=-1", "connection=LOST", "status",
        ] {
            let answer = admin.get(bob, [("X-Seatfiller-Fault", wrong)])
            #expect(
                wrong.isEmpty ? answer.hasPrefix("200 ") : answer.contains(#""code":"bad-fault""#))
        }
        #expect(admin.get("/__admin/requests").contains(#""fault":"request""#))
    }

    @Test func `is listed with how often it has fired, and is removed`() throws {
        let admin = try admin(
            #"[{"do":{"status":503},"when":{"call":2}},{"do":{"delay":{"milliseconds":0}}}]"#)
        _ = statuses(admin, bob, 3)
        #expect(
            admin.get("/__admin/faults") == """
                200 {"faults":[{"id":"fault-1","do":{"status":503},"when":{"call":2},"matched":3,"fired":1},\
                {"id":"fault-2","do":{"delay":{"milliseconds":0}},"matched":3,"fired":3}]}
                """)
        #expect(admin.get("/__admin/faults/fault-1").contains(#""fired":1"#))
        #expect(admin.get("/__admin/faults/fault-9").contains("no-such-fault"))
        #expect(admin.call("DELETE", "/__admin/faults/fault-9").hasPrefix("404 "))
        #expect(admin.call("DELETE", "/__admin/faults") == "204 ")
        #expect(admin.get("/__admin/faults") == #"200 {"faults":[]}"#)
    }

    @Test func `is its world's, and goes with a reset unless the seed has it`() throws {
        let admin = try Admin(.json(#"{"faults":[{"do":{"status":503}}]}"#))
        #expect(admin.get("/V1/Inventory").hasPrefix("503 "))
        #expect(admin.call("DELETE", "/__world/a/__admin/faults") == "204 ")
        #expect(admin.get("/__world/a/V1/Inventory").hasPrefix("200 "))
        #expect(admin.get("/V1/Inventory").hasPrefix("503 "))
        _ = admin.call("POST", "/__world/a/__admin/reset")
        #expect(admin.get("/__world/a/V1/Inventory").hasPrefix("503 "))
        _ = admin.call("PUT", "/__admin/worlds/b", #"{"from":"a"}"#)
        #expect(admin.get("/__world/b/V1/Inventory").hasPrefix("503 "))
    }
}

import Emulation
import Seatfiller
import Testing

@Suite struct `The state of a world` {
    @Test func `is reset to what it began with`() throws {
        let admin = try Admin()
        _ = admin.call("POST", Admin.assign)
        _ = admin.call("PUT", "/__admin/clock", #"{"now":"2020-01-01","frozen":true}"#)
        _ = admin.call("PUT", "/__admin/quirks", #"{"store.maxResults":"clamp"}"#)
        let reset = admin.call("POST", "/__admin/reset")
        #expect(reset.wholeMatch(of: /200 \{"resetIn":"\d+ µs"\}/) != nil)
        #expect(admin.bob() == Admin.one)
        #expect(admin.get("/__admin/clock").contains(#""frozen":false,"#))
        #expect(admin.get("/V1/Users/bob@contoso.com/Seats?maxResults=101").hasPrefix("400 "))
    }

    @Test func `has named points to return to`() throws {
        let admin = try Admin()
        #expect(admin.call("PUT", "/__admin/snapshots/before") == #"201 {"name":"before"}"#)
        _ = admin.call("POST", Admin.assign)
        #expect(admin.call("PUT", "/__admin/snapshots/after").hasPrefix("201 "))
        #expect(admin.get("/__admin/snapshots") == #"200 {"snapshots":["after","before"]}"#)
        #expect(admin.get("/__admin/snapshots/before") == #"200 {"name":"before"}"#)
        #expect(admin.call("POST", "/__admin/snapshots/before/restore").hasPrefix("200 "))
        #expect(admin.bob() == Admin.one)
        #expect(admin.call("POST", "/__admin/snapshots/after/restore").hasPrefix("200 "))
        #expect(admin.bob() == Admin.two)
        #expect(admin.call("DELETE", "/__admin/snapshots/after") == "204 ")
        #expect(admin.call("POST", "/__admin/snapshots/after/restore").contains("no-such-snapshot"))
        #expect(admin.call("DELETE", "/__admin/snapshots/after").hasPrefix("404 "))
        #expect(admin.get("/__admin/snapshots/after").hasPrefix("404 "))
        #expect(admin.call("PUT", "/__admin/snapshots/a%20b").contains("no-snapshot-name"))
    }

    @Test func `is replaced by a seed, to which a reset then returns`() throws {
        let admin = try Admin()
        let seed = #"{"elements":{"customers":[{"id":"6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"}]}}"#
        #expect(
            admin.call("PUT", "/__admin/seed", seed)
                == #"200 {"holds":"0 users, 0 seats, 1 customer, 0 tenants"}"#)
        #expect(admin.get("/V1/Users/bob@contoso.com/Seats").hasPrefix("404 "))
        _ = admin.call("POST", "/__admin/reset")
        #expect(admin.get("/V1/Users/bob@contoso.com/Seats").hasPrefix("404 "))
        // A world that is made now begins with it.
        #expect(admin.get("/__world/a/V1/Users/bob@contoso.com/Seats").hasPrefix("404 "))
    }

    @Test func `is added to by a seed`() throws {
        let admin = try Admin()
        let seed = #"{"elements":{"customers":[{"id":"11111111-5b1d-4b7f-9a51-0d1f8a2f7c11"}]}}"#
        #expect(
            admin.call("POST", "/__admin/seed", seed)
                == #"200 {"holds":"4 users, 264 seats, 3 customers, 5 tenants"}"#)
        let sql = "INSERT INTO elements_customers (id) VALUES ('\(anyGUID)');"
        #expect(
            admin.call("POST", "/__admin/seed", sql, [("Content-Type", "application/sql")])
                .contains("4 customers"))
    }

    @Test(arguments: ["PUT", "POST"])
    func `is what it was where a seed has a mistake`(method: String) throws {
        let admin = try Admin()
        #expect(
            admin.call(method, "/__admin/seed", #"{"elements":{"customers":[{"id":7}]}}"#) == """
                422 {"type":"about:blank","title":"Unprocessable Content","status":422,\
                "detail":"seed:1:33: id must be a string, not a number","code":"bad-seed",\
                "hint":"Each line gives the place. Nothing has changed."}
                """)
        #expect(admin.bob() == Admin.one)
        #expect(admin.call(method, "/__admin/seed").contains("is empty; send a seed"))
    }

    /// What a client can ask, of everything there is.
    private static let questions = [
        "/V1/Inventory?maxResults=100", "/V1/Inventory?IncludeRemoved=true&licenseTypes=offline",
        "/V1/Users/ann@contoso.com/Seats", "/V1/Inventory/9NBLGGH4R2R6/0016/Seats?maxResults=1",
        "/V1/Users/carol@contoso.com/Seats", "/V1/Products/9NBLGGH4R2R6/0016",
        "/V1/Products/9WZDNCRFJ3PS/0015/Packages",
        "/V1/Products/9NBLGGH4R2R6/0016/LocalizedDetails/de-de",
    ]
    private static let general = "/partner/external/v3/general/customers"
    private static let contoso = general + "/6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"
    private static let batches = [
        general + "/batch", general + "/services/batch",
        contoso + "/3rd-party-products/type/0/users",
        contoso + "/3rd-party-products/type/3/tenants/batch", contoso + "/avpt-products/jobs/batch",
        contoso + "/scan-profiles/batch",
        contoso + "/tenants/2b0b7a53-6a5e-4f4e-8a9b-6d2f0c9e1a77/cloud-backup-m365/users/batch",
    ]

    private func answers(_ admin: Admin) -> [String] {
        Self.questions.map { admin.get($0) } + Self.batches.map { admin.call("POST", $0, "{}") }
    }

    @Test func `exports to a seed after which every answer is the same`() throws {
        var settings = Settings()
        settings.tokenKey = Array(repeating: 7, count: 32)
        let (one, other) = (try Admin(settings), try Admin(settings))
        for user in ["carol", "bob"] {
            _ = one.call("POST", "/V1/Inventory/9NBLGGH4R2R6/0016/Seats/\(user)@contoso.com")
        }
        _ = one.call("DELETE", "/V1/Inventory/9NBLGGH4R2R6/0016/Seats/ann@contoso.com")
        let added = """
            {"product":49,"licenseType":1,"licenseItems":[{"resource":"PartnerUserManagement",
             "subscriptionSourceType":1,"isSameAsPool":true,"userSeat":30,"paymentType":0}]}
            """
        #expect(one.call("POST", Self.contoso + "/services", added).hasSuffix(#""status":1}"#))
        let export = one.emulator.respond(to: .get("/__admin/export"))
        #expect(other.call("PUT", "/__admin/seed", export.body).hasPrefix("200 "))
        #expect(other.emulator.respond(to: .get("/__admin/export")).body == export.body)
        #expect(answers(one) == answers(other))
        // The pool has been drawn on: thirty of its fifty are gone.
        #expect(other.call("POST", Self.contoso + "/services", added).hasSuffix(#""status":4}"#))
    }
}

@Suite struct `The clock of a world` {
    @Test func `stands, jumps and runs, and shows in everything`() throws {
        let admin = try Admin()
        #expect(
            admin.call("PUT", "/__admin/clock", #"{"now":"2018-05-01T12:00:00Z","frozen":true}"#)
                == #"200 {"now":"2018-05-01T12:00:00.0000000+00:00","frozen":true,"scale":0.0}"#)
        #expect(
            admin.call("POST", Admin.assign).contains(
                #""dateAssigned":"2018-05-01T12:00:00.0000000+00:00""#))
        #expect(
            admin.emulator.respond(to: .get("/V1/Inventory")).header("Date")
                == "Tue, 01 May 2018 12:00:00 GMT")
        #expect(
            admin.call("PUT", "/__admin/clock", #"{"advanceSeconds":3600.5}"#)
                .contains(#""now":"2018-05-01T13:00:00.5000000+00:00","frozen":true"#))
        #expect(
            admin.call("PUT", "/__admin/clock", #"{"frozen":false}"#).contains(
                #""frozen":false,"scale":1.0"#))
        #expect(admin.call("PUT", "/__admin/clock", #"{"scale":60}"#).contains(#""scale":60.0"#))
        #expect(admin.get("/__admin/clock").contains(#""now":"2018-05-01T1"#))
        #expect(admin.call("DELETE", "/__admin/clock").contains(#""now":"20"#))
        #expect(admin.emulator.respond(to: .get("/V1/Inventory")).header("Date") == nil)
    }

    @Test func `is its own`() throws {
        let admin = try Admin()
        _ = admin.call("PUT", "/__world/a/__admin/clock", #"{"now":"2018-05-01","frozen":true}"#)
        #expect(admin.get("/__world/a/__admin/clock").contains("2018-05-01T00:00:00.0000000"))
        #expect(!admin.get("/__admin/clock").contains("2018-05-01"))
        #expect(!admin.get("/__world/b/__admin/clock").contains("2018-05-01"))
    }

    @Test func `ends access tokens and continuation tokens`() throws {
        var settings = Settings()
        settings.auth = .enforced
        settings.tokenLifeSeconds = 60
        let admin = try Admin(settings)
        let form = [("Content-Type", "application/x-www-form-urlencoded")]
        let answer = admin.call(
            "POST", "/6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10/oauth2/token",
            "grant_type=client_credentials&client_secret=not-a-secret&resource=https://onestore.microsoft.com"
                + "&client_id=b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98", form)
        let bearer = try Admin.bearer(in: answer)
        let page = admin.get("/V1/Users/max@contoso.com/Seats", bearer)
        let token = try #require(page.firstMatch(of: /"continuationToken":"([^"]+)"/)).1
        let next = "/V1/Users/max@contoso.com/Seats?continuationToken=\(token)"
        #expect(admin.get(next, bearer).hasPrefix("200 "))
        _ = admin.call("PUT", "/__admin/clock", #"{"advanceSeconds":61}"#)
        #expect(admin.get(next, bearer).contains(#""parameterName":"continuationToken""#))
        _ = admin.call("PUT", "/__admin/clock", #"{"advanceSeconds":3600}"#)
        #expect(admin.get("/V1/Inventory", bearer).hasPrefix("401 "))
    }

    @Test func `begins where a setting says`() throws {
        var settings = Settings()
        settings.clock = Instant("2018-05-01")
        let admin = try Admin(settings)
        #expect(admin.get("/__world/a/__admin/clock").contains("2018-05-01T00:00:00"))
        _ = admin.call("DELETE", "/__admin/clock")
        _ = admin.call("POST", "/__admin/reset")
        #expect(admin.get("/__admin/clock").contains("2018-05-01T00:00:00"))
    }

    @Test(
        arguments: [
            ("{", "is not JSON: line 1, column 2: the text ends too early"),
            ("[]", "must be a JSON object, not an array"),
            (#"{"now":"soon"}"#, "must have an instant of the years 1 to 9999 in now"),
            (#"{"scale":-1}"#, "must have a number from 0.0 to 1000000.0 in scale"),
            (#"{"scale":"x"}"#, "must have a number in scale"),
            (#"{"frozen":1}"#, "must have true or false in frozen"),
            (#"{"scale":1,"scale":2}"#, #"has the member \"scale\" twice"#),
            (#"{"advance":1}"#, #"has the unknown member \"advance\"; expected now, frozen"#),
            (
                #"{"advanceSeconds":1e300}"#,
                "must have a number from -10000000000.0 to 10000000000.0 in advanceSeconds"
            ),
            (
                #"{"now":"0001-01-01T00:00:00Z","advanceSeconds":-31622401}"#,
                "leaves the years 1 to 9999 by advanceSeconds"
            ),
            (
                #"{"scale":5,"now":"9999-12-31T23:59:59Z","advanceSeconds":1}"#,
                "leaves the years 1 to 9999 by advanceSeconds"
            ),
            (
                #"{"now":"0001-01-01T00:00:00+01:00"}"#,
                "must have an instant of the years 1 to 9999 in now"
            ),
        ])
    func `refuses what it cannot do, and goes on as before`(body: String, reason: String) throws {
        let admin = try Admin()
        let before = admin.call("PUT", "/__admin/clock", #"{"now":"2018-05-01","frozen":true}"#)
        let answer = admin.call("PUT", "/__admin/clock", body)
        #expect(answer.hasPrefix("400 "))
        #expect(answer.contains("The content \(reason)"), "\(answer)")
        #expect(admin.get("/__admin/clock") == before)
    }

    @Test(arguments: [-1, 1])
    func `is advanced again and again, but not out of its years`(sign: Int) throws {
        let admin = try Admin()
        var answers: [String] = []
        repeat {
            answers.append(
                admin.call("PUT", "/__admin/clock", #"{"advanceSeconds":\#(sign)0000000000}"#))
        } while answers.last?.hasPrefix("200 ") == true
        #expect(answers.count == (sign < 0 ? 7 : 26))
        #expect(answers.last?.contains("leaves the years 1 to 9999") == true)
        #expect(admin.get("/V1/Inventory").hasPrefix("200 "))
    }

    @Test func `is moved by the library to the ends of time at most`() throws {
        let world = try Emulator().world("a")
        try world.clock.freeze(at: "2018-05-01")
        world.clock.advance(by: .seconds(1e12))
        #expect(world.clock.now == "9999-12-31T23:59:59.9999999+00:00")
        let assigned = world.respond(to: .post(Admin.assign))
        #expect(assigned.header("Date") == "Fri, 31 Dec 9999 23:59:59 GMT")
        #expect(assigned.body.contains(#""dateAssigned":"9999-12-31T23:59:59.9999999+00:00""#))
        world.clock.run(scale: .infinity)
        #expect(world.clock.now == "9999-12-31T23:59:59.9999999+00:00")
        world.clock.advance(by: .seconds(-1e12))
        world.clock.freeze()
        #expect(world.clock.now.hasPrefix("0001-01-01T"))
        #expect(throws: SeatfillerError.self) {
            try world.clock.freeze(at: "9999-12-31T23:59:59-01:00")
        }
    }
}

@Suite struct `The quirks of a world` {
    @Test func `are shown and set, and are its own`() throws {
        let admin = try Admin()
        #expect(
            admin.get("/__admin/quirks").contains(
                #"{"name":"store.maxResults","value":"reject","values":["reject","clamp"],"says":""#
            ))
        let set = admin.call("PUT", "/__world/a/__admin/quirks", #"{"store.maxResults":"clamp"}"#)
        #expect(set.contains(#""name":"store.maxResults","value":"clamp""#))
        let target = "/V1/Users/bob@contoso.com/Seats?maxResults=101"
        let answer = admin.emulator.respond(to: .get("/__world/a" + target))
        #expect(
            answer.header("X-Seatfiller-Rule") == "store.seats-of-user.max-results.clamped; chosen")
        #expect(admin.get(target).hasPrefix("400 "))
        #expect(
            admin.call("PUT", "/__admin/quirks", #"{"store.maxResults":"x"}"#)
                .contains("store.maxResults cannot be 'x'; it can be reject, clamp"))
        #expect(
            admin.call("PUT", "/__admin/quirks", #"{"nothing":"x"}"#).contains(
                "no quirk is named 'nothing'"))
        #expect(
            admin.call("PUT", "/__admin/quirks", #"{"store.maxResults":1}"#).contains(
                "must have text in"))
    }
}

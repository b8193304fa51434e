import Foundation
import FoundationNetworking
import Seatfiller
import Testing

@Suite struct `The library` {
    @Test func `answers without a socket, and says by which rule`() throws {
        let emulator = try Emulator()
        let answer = emulator.respond(to: .get("/V1/Users/bob@contoso.com/Seats"))
        #expect(
            answer.text == """
                HTTP/1.1 200 OK
                content-type: application/json; charset=utf-8
                x-seatfiller-rule: store.seats-of-user; documented
                ms-correlationid: e220a839-7b1d-4daf-ae78-9e6aa1b965f4
                ms-requestid: 06c45d18-8009-454f-b88b-b8a8724c81ec
                ms-cv: bSHqRpWi5sqLqf0x.0

                {"seats":[{"assignedTo":"bob@contoso.com",\
                "dateAssigned":"2017-08-03T07:20:00.0000000+00:00","state":"active",\
                "productKey":{"productId":"9NBLGGH4R2R6","skuId":"0016"}}]}
                """)
        #expect(answer.status == 200)
        #expect(answer.header("X-Seatfiller-Rule") == "store.seats-of-user; documented")
    }

    @Test func `serves the same on a free port`() async throws {
        let emulator = try Emulator()
        let path = "/V1/Users/bob@contoso.com/Seats"
        try await emulator.serving { url in
            let (data, response) = try await URLSession.shared.data(
                from: #require(URL(string: url + path)))
            #expect((response as? HTTPURLResponse)?.statusCode == 200)
            #expect(String(decoding: data, as: UTF8.self) == emulator.respond(to: .get(path)).body)
        }
    }

    @Test func `finds the API by the path, in upper and lower case alike`() throws {
        let emulator = try Emulator()
        let users =
            "/PARTNER/external/v3/general/customers/6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"
            + "/3rd-party-products/type/3/users"
        let answer = emulator.respond(to: .post(users))
        #expect(answer.header("x-seatfiller-rule") == "elements.user-seats; documented")
        #expect(
            answer.body == """
                [{"id":"5e2a9a44-7c0d-4a52-9a70-3b1c2d4e5f60","name":"contoso-crm",\
                "availableUserSeat":10,"assignedUserSeat":4}]
                """)
        #expect(emulator.respond(to: .get("/V1/nothing")).status == 404)
        #expect(emulator.respond(to: .get("/readyz")).header("x-seatfiller-rule") == nil)
        #expect(
            emulator.respond(to: .get("/nothing")).header("content-type")
                == "application/problem+json")
    }

    @Test func `says what a client has left of a list`() throws {
        let world = try Emulator().world("a")
        _ = world.respond(to: .get("/V1/Users/max@contoso.com/Seats?maxResults=100"))
        let walk = try #require(try world.traversals.all.first)
        #expect(walk.operation == .listSeatsOfUser)
        #expect(walk.verdict == .running)
        #expect(walk.missed == 160)
        let error = try #require(throws: SeatfillerError.self) { try world.traversals.verify() }
        #expect(
            error.description
                == "Traversal 1 of store.listSeatsOfUser (max@contoso.com): abandoned: Page 1 had a "
                + "continuationToken; it was never asked for. 160 items were not read.")
        try world.traversals.verify(allowing: [.abandoned])
        try world.traversals.verify(of: .listSeats, least: 0)
        #expect(throws: SeatfillerError.self) { try world.traversals.verify(of: .getSeat) }
        world.traversals.forget()
        #expect(try world.traversals.all.isEmpty)
    }

    @Test func `starts from a seed of the test's own, and from several`() throws {
        let emulator = try Emulator(
            seed: .json(
                #"{"elements":{"customers":[{"id":"11111111-1111-1111-1111-111111111111"}]}}"#),
            .sql("INSERT INTO elements_customers (id) VALUES ('\(anyGUID)')"))
        for customer in ["11111111-1111-1111-1111-111111111111", anyGUID] {
            let path = "/partner/external/v3/general/customers/\(customer)"
            #expect(
                emulator.respond(to: .post(path + "/3rd-party-products/type/0/users")).body == "[]")
        }
        #expect(emulator.respond(to: .get("/V1/Users/bob@contoso.com/Seats")).status == 404)
    }

    @Test func `takes quirks, and says which there are`() throws {
        let emulator = try Emulator(quirks: [.storeMaxResults(.clamp)])
        let path = "/V1/Users/max@contoso.com/Seats?maxResults=101"
        #expect(emulator.respond(to: .get(path)).status == 200)
        let error = try #require(throws: SeatfillerError.self) {
            var settings = Settings()
            settings.quirks = ["store.nothing=1"]
            _ = try Emulator(settings)
        }
        #expect(
            error.description == """
                no quirk is named 'store.nothing'; there are store.errorData, \
                store.errorMembers, store.maxResults, \
                store.objectId, store.notActivated, store.missingTexts, store.requestBody, store.paging, \
                elements.licenseAssignedStatus, elements.requestBody, elements.numericStrings, elements.errorBody, \
                elements.pageSize, elements.expirationDate, elements.readwriteImpliesRead, \
                elements.authErrorBody
                """)
    }

    @Test func `serves many at once without mixing their answers`() async throws {
        let emulator = try Emulator()
        try await emulator.serving { url in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let user = number.isMultiple(of: 2) ? "ann" : "nobody\(number)"
                        let target = "\(url)/V1/Users/\(user)@contoso.com/Seats"
                        let (data, _) = try await URLSession.shared.data(
                            from: #require(URL(string: target)))
                        #expect(
                            String(decoding: data, as: UTF8.self).contains("\(user)@contoso.com"))
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}

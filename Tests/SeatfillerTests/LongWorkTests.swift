import Foundation
import FoundationNetworking
import Seatfiller
import Testing

@Suite struct `Long work of the control plane` {
    @Test func `names a hundred mistakes of a seed and no more`() throws {
        let seed = #"{"applications":["# + String(repeating: "1,", count: 50_000) + "1]}"
        let answer = try Admin().call("PUT", "/__admin/seed", seed)
        #expect(answer.hasPrefix("422 "))
        #expect(answer.matches(of: /must be an object, not a number/).count == 100)
        #expect(answer.contains("there are more mistakes; correct these first"))
    }

    @Test func `names a hundred mistakes that only the end shows, too`() throws {
        let admin = try Admin()
        let product = #"{"productId":1}"#
        let many = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5000)
            INSERT INTO store_inventory (organization_id, product_id, sku_id, product)
            SELECT 1, 'P' || i, '0001', '\(product)' FROM n
            """
        let found = admin.call(
            "POST", "/__admin/seed", many, [("Content-Type", "application/sql")])
        #expect(found.hasPrefix("422 "), "\(found.prefix(300))")
        #expect(found.matches(of: /the product of P\d+\/0001/).count == 100)
    }

    @Test func `repeats the beginning of a long name, and not all of it`() throws {
        let name = String(repeating: "n", count: 1_000_000)
        let answer = try Admin().call("PUT", "/__admin/seed", #"{"\#(name)":1}"#)
        #expect(answer.hasPrefix("422 "))
        #expect(answer.utf8.count < 2000)
    }

    @Test func `looks for 32 things at once and no more`() throws {
        let admin = try Admin()
        let search = { (count: Int) in
            let headers = (0..<count).map { #""x-\#($0)":"1""# }.joined(separator: ",")
            return admin.call("POST", "/__admin/requests/count", #"{"headers":{\#(headers)}}"#)
        }
        #expect(search(32).hasPrefix("200 "))
        #expect(search(33).contains("has 33 criteria; at most 32 are allowed"))
        let query = (0..<33).map { _ in "status=200" }.joined(separator: "&")
        #expect(admin.get("/__admin/requests?\(query)").hasPrefix("400 "))
    }

    @Test func `adds to what requests have changed meanwhile, and requests see it whole`()
        async throws
    {
        let emulator = try Emulator()
        let world = try emulator.world("a")
        let assign = "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/bob@contoso.com"
        let seats = "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats?maxResults=100"
        async let added = world.respond(
            to: Emulator.Request(
                "POST", "/__admin/seed",
                headers: [(name: "Content-Type", value: "application/sql")],
                body: """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000)
                    INSERT INTO store_users (organization_id, user_name)
                    SELECT 1, 'u' || i || '@contoso.com' FROM n;
                    INSERT INTO store_seats (user_id, product_id, sku_id)
                    SELECT id, 'CFQ7TTC0K5DR', '0002' FROM store_users WHERE user_name LIKE 'u_@contoso.com';
                    """))
        async let assigned = world.respond(to: Emulator.Request("POST", assign))
        let counts = (0..<200).map { _ in
            world.respond(to: .get(seats)).body.matches(of: /"assignedTo":"u\d@/).count
        }
        #expect(await added.status == 200)
        #expect(await assigned.status == 200)
        // Nine of them at once, and then for good.
        #expect(Set(counts + [9]).isSubset(of: [0, 9]))
        #expect(counts == counts.sorted())
        let after = world.respond(to: .get(seats)).body
        #expect(after.matches(of: /"assignedTo":"u\d@/).count == 9)
        #expect(after.contains(#""assignedTo":"bob@contoso.com""#))
    }

    @Test func `has a room that adding again and again does not widen`() throws {
        var settings = Settings()
        settings.worldBytes = 1 << 20
        let admin = try Admin(settings)
        var answer = ""
        for round in 0..<20 where !answer.hasPrefix("507 ") {
            answer = admin.call(
                "POST", "/__world/a/__admin/seed",
                """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000)
                INSERT INTO store_users (organization_id, user_name)
                SELECT 1, 'u' || i || 'r\(round)@contoso.com' FROM n;
                """, [("Content-Type", "application/sql")])
        }
        #expect(answer.contains(#""code":"world-full""#))
        #expect(admin.bob("/__world/a") == Admin.one)
    }

    @Test func `that never ends keeps no other world waiting`() async throws {
        try await Emulator().serving { url in
            let endless = (1...20).map { number in
                Task {
                    var request = URLRequest(
                        url: URL(string: "\(url)/__world/e\(number)/__admin/seed")!)
                    request.httpMethod = "POST"
                    request.setValue("application/sql", forHTTPHeaderField: "Content-Type")
                    request.httpBody = Data(
                        """
                        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                        SELECT max(i) FROM n
                        """.utf8)
                    return try await URLSession(configuration: .ephemeral).data(for: request)
                }
            }
            defer { for task in endless { task.cancel() } }
            func ask(_ method: String, _ path: String, _ body: String? = nil) async throws -> String
            {
                var request = URLRequest(url: URL(string: url + path)!)
                request.httpMethod = method
                request.httpBody = body.map { Data($0.utf8) }
                request.timeoutInterval = 3000
                return try await String(
                    decoding: URLSession.shared.data(for: request).0, as: UTF8.self)
            }
            // Each has a connection of its own, besides that of whoever asks.
            while true {
                let metrics = try await ask("GET", "/__admin/metrics")
                let count = metrics.firstMatch(of: /seatfiller_connections (\d+)/)?.1
                if let count, Int(count) ?? 0 > 20 { break }
            }
            #expect(try await ask("GET", "/__admin/export").hasPrefix("{"))
            #expect(try await ask("PUT", "/__world/a/__admin/seed", "{}").contains("0 users"))
        }
    }

    @Test func `replaces by no more than a world may hold`() throws {
        var settings = Settings()
        settings.worldBytes = 1 << 20
        let answer = try Admin(settings).call(
            "PUT", "/__world/a/__admin/seed",
            """
            INSERT INTO store_organizations (id, tenant_id) VALUES (1, '6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10');
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            INSERT INTO store_users (organization_id, user_name)
            SELECT 1, 'u' || i || '@contoso.com' FROM n;
            """, [("Content-Type", "application/sql")])
        #expect(answer.hasPrefix("507 "), "\(answer)")
    }
}

@Suite struct `An export` {
    @Test func `of many seats is the seed that they came from`() async throws {
        let source = try Admin(
            .sql(
                """
                INSERT INTO store_organizations (id, tenant_id) VALUES (1, '6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10');
                INSERT INTO store_inventory (organization_id, product_id, sku_id, last_modified)
                VALUES (1, 'P', '1', '2018-05-01T12:00:00.0000000+00:00');
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000)
                INSERT INTO store_users (id, organization_id, user_name) SELECT i, 1, 'u' || i || '@c.com' FROM n;
                INSERT INTO store_seats (user_id, product_id, sku_id, date_assigned)
                SELECT id, 'P', '1', '2018-05-01T12:00:00.0000000+00:00' FROM store_users;
                """))
        let seed = source.get("/__admin/export")
        #expect(seed.utf8.count > 2_000_000)
        let copy = try Admin(.json(String(seed.dropFirst("200 ".count))))
        #expect(copy.get("/__admin/export") == seed)
        // Over a socket it comes in chunks.
        try await source.emulator.serving { url in
            let (data, response) = try await URLSession.shared.data(
                from: try #require(URL(string: url + "/__admin/export")))
            let type = (response as? HTTPURLResponse)?.value(forHTTPHeaderField: "Content-Type")
            #expect(type == "application/json; charset=utf-8")
            #expect("200 " + String(decoding: data, as: UTF8.self) == seed)
        }
    }
}

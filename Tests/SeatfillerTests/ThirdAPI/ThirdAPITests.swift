import Emulation
import Foundation
import JSON
import SQLite
import Seatfiller
import TestWorlds
import Testing

/// An API is a type on the roster: no part of the emulator knows it by name.
@Suite struct `A third API on the roster` {
    private static let seed = """
        {
          "devices": [ { "id": "a", "owner": "ann" }, { "id": "b", "owner": "ann" },
                       { "id": "c", "owner": "ann" }, { "id": "d", "owner": "bob" } ],
          "storeForBusiness": [ { "tenantId": "contoso", "users": [ { "userName": "ann@contoso.com" } ] } ],
          "applications": [
            { "clientId": "reader", "clientSecret": "s", "permissions": ["devices.read"] },
            { "clientId": "other", "clientSecret": "s" } ]
        }
        """

    private func admin(
        _ seeds: [Seatfiller.Seed] = [.json(seed)], auth: Emulator.Auth = .open,
        store: String? = nil
    ) throws -> Admin {
        var settings = Settings()
        settings.roster = Roster([Devices.self] + Roster.standard.apis)
        settings.seeds = seeds
        settings.auth = auth
        settings.store = store
        return try Admin(settings)
    }

    @Test func `answers beside the others, and says by which rule`() throws {
        let emulator = try admin().emulator
        let answer = emulator.respond(to: .get("/devices/bob"))
        #expect(answer.body == #"{"devices":["d"],"next":null}"#)
        #expect(answer.header("x-seatfiller-rule") == "devices.list; documented")
        #expect(emulator.respond(to: .get("/devices/carol")).status == 404)
        #expect(
            emulator.respond(to: .get("/devices")).header("x-seatfiller-rule")
                == "devices.route; chosen")
        #expect(emulator.respond(to: .get("/V1/Users/ann@contoso.com/Seats")).status == 200)
    }

    @Test func `brings the hosts that it stands for`() throws {
        let admin = try admin()
        #expect(admin.get("http://devices.example/devices/bob").hasPrefix("200 "))
        #expect(
            admin.get("/V1/Inventory", [("Host", "Devices.example:8080")]) == #"404 {"error":404}"#)
        #expect(
            admin.get("http://other.example/").contains("Emulated are devices.example, bspmts."))
        #expect(try Admin().get("http://devices.example/devices/bob").hasPrefix("403 "))
    }

    @Test func `has pages with tokens, which the journal takes for one traversal`() throws {
        let admin = try admin()
        let first = admin.get("/devices/ann")
        let token = try #require(first.firstMatch(of: /"next":"([^"]+)"/)).1
        #expect(first == #"200 {"devices":["a","b"],"next":"\#(token)"}"#)
        #expect(admin.get("/devices/ann?token=\(token)") == #"200 {"devices":["c"],"next":null}"#)
        #expect(admin.get("/__admin/requests?traversal=1").matches(of: /"traversal":1/).count == 2)
    }

    @Test func `has a list that is judged, for which it only says what an item is`() throws {
        let admin = try admin()
        let token = try #require(admin.get("/devices/ann").firstMatch(of: /"next":"([^"]+)"/)).1
        let sql = "UPDATE devices_list SET owner = 'ann' WHERE id = 'd'"
        #expect(
            admin.call("POST", "/__admin/seed", sql, [("Content-Type", "application/sql")])
                .hasPrefix("200 "))
        let head = #""operation":"devices.list","owner":"ann","credential":null,"verdict":"#
        #expect(
            admin.get("/__admin/traversals") == #"""
                200 {"traversals":[{"id":1,\#(head)"running","pages":1,"served":2,"distinct":2,"missed":1,\#
                "repeated":0,"end":"running","findings":[]}],"next":null}
                """#)
        _ = admin.get("/devices/ann?token=\(token)")
        #expect(
            admin.get("/__admin/traversals?owner=ANN") == #"""
                200 {"traversals":[{"id":1,\#(head)"complete","pages":2,"served":4,"distinct":4,"missed":0,\#
                "repeated":0,"end":"reached","findings":[]}],"next":null}
                """#)
    }

    @Test func `is found in the journal by its operation and by what it is about`() throws {
        let admin = try admin()
        for owner in ["ann", "bob", "ann"] { _ = admin.get("/devices/\(owner)") }
        func count(_ search: String) -> String {
            admin.call("POST", "/__admin/requests/count", search)
        }
        #expect(count(#"{"operation":"devices.list","owner":"ann"}"#) == #"200 {"count":2}"#)
        #expect(count(#"{"user":"ann"}"#).hasPrefix(#"200 {"count":0,"#))
        #expect(
            count(#"{"color":"red"}"#).contains("expected operation, method, path, owner, user,"))
    }

    @Test func `has faults by operation, by what it is about and by page`() throws {
        let admin = try admin()
        func add(_ match: String) -> String {
            admin.call("POST", "/__admin/faults", #"{"match":\#(match),"do":{"status":503}}"#)
        }
        #expect(add(#"{"api":"devices","owner":"ANN","page":1}"#).hasPrefix("201 "))
        #expect(admin.get("/devices/ann") == #"503 {"error":503}"#)
        #expect(admin.get("/devices/bob").hasPrefix("200 "))
        #expect(add(#"{"operation":"devices.list","owner":"bob"}"#).hasPrefix("201 "))
        #expect(admin.get("/devices/bob") == #"503 {"error":503}"#)
        #expect(add(#"{"operation":"devices.lists"}"#).contains(#"did you mean \"devices.list\"?"#))
    }

    @Test func `has rules, quirks and a description of its own`() throws {
        let admin = try admin()
        #expect(admin.get("/__admin/rules").contains(#"{"id":"devices.none","says":"Who has none"#))
        #expect(
            admin.call("PUT", "/__admin/quirks", #"{"devices.order":"descending"}"#).hasPrefix(
                "200 "))
        #expect(admin.get("/devices/ann").hasPrefix(#"200 {"devices":["c","b"],"next""#))
        #expect(admin.get("/__admin/openapi/devices.json").hasPrefix(#"200 {"openapi":"3.1.0""#))
    }

    @Test func `is seeded, reset and exported with the rest`() throws {
        let admin = try admin()
        let export = String(admin.get("/__admin/export").dropFirst("200 ".count))
        #expect(export.hasPrefix(#"{"devices":[{"id":"a","owner":"ann"},"#))
        let sql = "INSERT INTO devices_list VALUES ('e', 'eve')"
        #expect(
            admin.call("POST", "/__admin/seed", sql, [("Content-Type", "application/sql")])
                == #"200 {"holds":"5 devices, 1 user, 0 seats, 0 customers, 0 tenants"}"#)
        #expect(admin.get("/devices/eve").hasPrefix("200 "))
        _ = admin.call("POST", "/__admin/reset")
        #expect(admin.get("/devices/eve").hasPrefix("404 "))
        #expect(try self.admin([.json(export)]).get("/__admin/export") == "200 " + export)
        #expect(
            admin.call("PUT", "/__admin/seed", #"{"devices":[{"id":""}]}"#).contains(
                "seed:1:19: id is empty"))
    }

    @Test func `stands in a store file, which others do not know`() throws {
        let store = TemporaryStore()
        defer { store.remove() }
        #expect(try admin(store: store.path).emulator.inventory.hasPrefix("4 devices, "))
        #expect(try admin([], store: store.path).get("/devices/bob").hasPrefix("200 "))
        var settings = Settings()
        settings.store = store.path
        let error = try #require(throws: SeatfillerError.self) { try Emulator(settings) }
        #expect(
            error.description.hasSuffix(
                "has the table devices_list, which is not Seatfiller's; put a sound copy in its place"
            ))
    }

    @Test func `asks for tokens that Entra issues for it`() throws {
        let admin = try admin(auth: .enforced)
        func token(_ client: String, _ resource: String = "https://devices.example") -> String {
            admin.call(
                "POST", "/contoso/oauth2/token",
                "grant_type=client_credentials&client_id=\(client)&client_secret=s&resource=\(resource)",
                [("Content-Type", "application/x-www-form-urlencoded")])
        }
        func get(_ token: String) throws -> String {
            admin.get("/devices/bob", try Admin.bearer(in: token))
        }
        #expect(try get(token("reader")).hasPrefix("200 "))
        #expect(try get(token("other")) == #"403 {"error":403}"#)
        #expect(try get(token("reader", "https://onestore.microsoft.com")) == #"401 {"error":401}"#)
        #expect(token("reader", "https://other.example").hasPrefix("400 "))
        #expect(admin.get("/devices/bob") == #"401 {"error":401}"#)
    }

    @Test func `is generated as large as a plan has it`() throws {
        var plan = SeedPlan(for: Roster([Devices.self]))
        plan["devices"] = 3
        let store = TemporaryStore()
        defer { store.remove() }
        #expect(
            try StoreFile.generate(store.path, plan, of: Roster([Devices.self])) == ["3 devices"])
    }
}

import Seatfiller
import Testing

@Suite struct `The signing keys of a world` {
    private static let batch = "/partner/external/v3/general/customers/batch"
    private static let jwks = "/.well-known/openid-configuration/jwks"

    private func ids(_ admin: Admin, _ world: String = "") -> [String] {
        admin.get(world + Self.jwks).matches(of: /"kid":"([^"]+)"/).map { String($0.1) }
    }

    private func rotate(_ admin: Admin, _ world: String, times: Int = 1) {
        for _ in 0..<times {
            #expect(admin.call("POST", world + "/__admin/keys/rotate").hasPrefix("200 "))
        }
    }

    /// A token of AvePoint's, issued in a world.
    private func token(_ admin: Admin, _ world: String = "") throws -> [(String, String)] {
        try Admin.bearer(
            in: admin.call(
                "POST", world + "/connect/token",
                "grant_type=client_credentials&client_id=b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98"
                    + "&client_secret=not-a-secret",
                [("Content-Type", "application/x-www-form-urlencoded")]))
    }

    private func status(_ admin: Admin, _ world: String, _ token: [(String, String)]) -> String {
        String(admin.call("POST", world + Self.batch, "", token).prefix(3))
    }

    @Test func `are its own, however often another rotates its`() throws {
        let admin = try Admin(auth: .enforced)
        let development = ids(admin)
        #expect(development.count == 1)
        let (home, other) = (try token(admin), try token(admin, "/__world/a"))
        rotate(admin, "/__world/b", times: 8)
        #expect(ids(admin, "/__world/b").count == 8)
        #expect(!ids(admin, "/__world/b").contains(development[0]))
        for world in ["", "/__world/a", "/__world/c"] { #expect(ids(admin, world) == development) }
        #expect(status(admin, "", home) == "200")
        #expect(status(admin, "/__world/a", other) == "200")
        #expect(status(admin, "/__world/b", home) == "401")
        let own = try token(admin, "/__world/b")
        #expect(status(admin, "/__world/b", own) == "200")
        // What one world has believed another still does not.
        #expect(status(admin, "/__world/a", own) == "401")
        #expect(status(admin, "/__world/b", own) == "200")
    }

    @Test func `are the development key again after a reset`() throws {
        let admin = try Admin(auth: .enforced)
        let development = ids(admin)
        let old = try token(admin)
        rotate(admin, "", times: 8)
        let new = try token(admin)
        #expect(status(admin, "", old) == "401")
        // A world that is made now is of the seeded state.
        #expect(ids(admin, "/__world/a") == development)
        #expect(admin.call("POST", "/__admin/reset").hasPrefix("200 "))
        #expect(ids(admin) == development)
        #expect(status(admin, "", old) == "200")
        #expect(status(admin, "", new) == "401")
    }

    @Test func `are copied with it, and then go their own way`() throws {
        let admin = try Admin(auth: .enforced)
        rotate(admin, "/__world/a")
        let issued = try token(admin, "/__world/a")
        let keys = ids(admin, "/__world/a")
        #expect(admin.call("PUT", "/__admin/worlds/b", #"{"from":"a"}"#).hasPrefix("201 "))
        #expect(ids(admin, "/__world/b") == keys)
        #expect(status(admin, "/__world/b", issued) == "200")
        rotate(admin, "/__world/b")
        #expect(ids(admin, "/__world/b").suffix(2) == keys[...])
        #expect(ids(admin, "/__world/a") == keys)
        // A copy returns to what it was made with.
        _ = admin.call("POST", "/__world/b/__admin/reset")
        #expect(ids(admin, "/__world/b") == keys)
        _ = admin.call("POST", "/__world/a/__admin/reset")
        #expect(ids(admin, "/__world/a") == keys.suffix(1))
        #expect(status(admin, "/__world/b", issued) == "200")
    }

    @Test func `are no data: a snapshot leaves them as they are`() throws {
        let admin = try Admin(auth: .enforced)
        #expect(admin.call("PUT", "/__admin/snapshots/s").hasPrefix("201 "))
        rotate(admin, "")
        let keys = ids(admin)
        let issued = try token(admin)
        #expect(admin.call("POST", "/__admin/snapshots/s/restore").hasPrefix("200 "))
        #expect(ids(admin) == keys)
        #expect(status(admin, "", issued) == "200")
        #expect(admin.call("PUT", "/__admin/seed", "{}").hasPrefix("200 "))
        #expect(ids(admin) == keys)
    }
}

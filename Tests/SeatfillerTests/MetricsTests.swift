import Emulation
import Seatfiller
import Testing

@Suite struct `A counter of the metrics` {
    private let admin: Admin
    private static let bob = "/V1/Users/bob@contoso.com/Seats"

    init() throws {
        var settings = Settings()
        settings.journal.entries = 3
        admin = try Admin(settings)
    }

    /// The counters that have no labels, by their names.
    private func counters() -> [String: Int] {
        let lines = admin.get("/__admin/metrics").matches(of: /\n(\w+_total) ([0-9]+)/)
        return Dictionary(uniqueKeysWithValues: lines.map { (String($0.1), Int($0.2) ?? -1) })
    }

    /// Four requests of a world: one is failed by a fault, two are answered alike.
    private func ask(_ world: String) {
        let fault = #"{"do":{"status":503},"when":{"times":1}}"#
        #expect(admin.call("POST", world + "/__admin/faults", fault).hasPrefix("201 "))
        let statuses = (1...5).map { _ in admin.get(world + Self.bob).prefix(3) }
        #expect(statuses == ["503", "200", "200", "200", "200"])
    }

    private static let asked = [
        "seatfiller_journal_dropped_total": 2, "seatfiller_faults_fired_total": 1,
        "seatfiller_remembered_answers_total": 2,
    ]

    @Test func `counts what has happened in any world`() {
        ask("")
        #expect(counters() == Self.asked)
        ask("/__world/a")
        #expect(counters() == Self.asked.mapValues { $0 * 2 })
    }

    @Test(arguments: [
        ("POST", "/__admin/reset", ""), ("DELETE", "/__admin/worlds/a", ""),
        ("DELETE", "/__world/a/__admin/faults", ""), ("DELETE", "/__world/a/__admin/requests", ""),
        ("POST", "/__world/a/__admin/reset", ""), ("PUT", "/__world/a/__admin/seed", "{}"),
        ("PUT", "/__admin/worlds/b", #"{"from":"a"}"#),
        ("PUT", "/__world/a/__admin/quirks", #"{"store.maxResults":"clamp"}"#),
    ])
    func `stays as it is, whatever becomes of the world`(
        method: String, target: String, content: String
    ) {
        ask("/__world/a")
        #expect(admin.call(method, target, content).hasPrefix("2"))
        #expect(counters() == Self.asked)
    }
}

import Foundation
import Seatfiller
import Testing

/// The worked examples without a kit that the page on kits names, as people would run them.
@Suite struct `An example` {
    @Test(
        .enabled(
            if: Tool.hasPython, "make setup-clients installs it"))
    func `of pytest gives each test a world, eight at once`() async throws {
        let emulator = try Emulator()
        let output = try await emulator.serving { url in
            try await Tool(Tool.python).output(
                [
                    "-B", "-m", "pytest", "-q", "-n", "8", "-p", "no:cacheprovider",
                    Tool.file("examples").path,
                ],
                ["SEATFILLER_URL": url])
        }
        #expect(output.contains(/5 passed in [\d.]+s/), "\(output)")
        #expect(emulator.respond(to: .get("/__admin/worlds")).body.matches(of: /"name"/).count == 1)
    }

    @Test(.enabled(if: Tool.isInstalled("node"), "node is not installed"))
    func `of Node's test runner does so too`() async throws {
        let emulator = try Emulator()
        let output = try await emulator.serving { url in
            try await Tool("node").output(
                ["--test", "--test-reporter=tap", Tool.file("examples/licences.test.mjs").path],
                ["SEATFILLER_URL": url])
        }
        #expect(output.contains("# pass 5\n# fail 0\n"), "\(output)")
    }

    @Test(.enabled(if: Tool.isInstalled("curl"), "curl is not installed"))
    func `of curl goes through it all by hand`() async throws {
        let emulator = try Emulator()
        let output = try await emulator.serving { url in
            try await Tool("bash").output(
                [Tool.file("examples/curl.sh").path], ["SEATFILLER_URL": url])
        }
        #expect(
            output == """
                make a world: 201
                break page 2 once: 201, {"id":"fault-1"}
                page: 200, 100 seats
                page: 503, "code":"ServiceUnavailable"
                page: 200, 100 seats
                page: 200, 60 seats
                asked: {"count":4}
                refused: {"count":1}
                stop the clock: "now":"2018-05-01T12:00:00.0000000+00:00"
                an hour later: "now":"2018-05-01T13:00:00.0000000+00:00"
                assign: "dateAssigned":"2018-05-01T13:00:00.0000000+00:00"
                reset: 200
                carol: {"seats":[]}
                the clock: "frozen":false
                drop the world: 204

                """)
    }
}

import Foundation
import TestWorlds
import Testing

@Suite struct `A verification` {
    private static let max = "/V1/Users/max@contoso.com/Seats"
    private static let left =
        "Traversal 1 of store.listSeatsOfUser (max@contoso.com): abandoned: Page 1 had a "
        + "continuationToken; it was never asked for. 160 items were not read."

    @Test func `of a server holds where its lists were read whole`() throws {
        let server = try Server("--port", "0")
        let none = try Run("verify", server.url)
        #expect(none.errors == "seatfiller: There are 0 judged traversals instead of at least 1.\n")
        #expect(none.exitCode == 1)
        _ = try Run.curl(server.url + "/V1/Users/bob@contoso.com/Seats")
        let one = try Run("verify", server.url + "/")
        #expect(one.output == "1 traversal judged, and nothing is wrong\n")
        #expect(one.exitCode == 0)
    }

    @Test func `says every reason, and writes what a CI system reads`() throws {
        let server = try Server("--port", "0", "--admin-token", "hush")
        let file = try temporaryFolder().appending(path: "junit.xml")
        _ = try Run.curl(server.url + "/__world/a" + Self.max + "?maxResults=100")
        let words = ["verify", server.url, "--world", "a", "--admin-token", "hush"]
        let run = try Run(words + ["--junit", file.path])
        #expect(run.errors == "seatfiller: \(Self.left)\n")
        #expect(run.exitCode == 1)
        #expect(
            try String(contentsOf: file, encoding: .utf8) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites tests="1" failures="1">
                  <testsuite name="traversals" tests="1" failures="1">
                    <testcase classname="store.listSeatsOfUser" name="Traversal 1 of store.listSeatsOfUser \
                (max@contoso.com)">
                      <failure message="abandoned: Page 1 had a continuationToken; it was never \
                asked for. 160 items were not read.">abandoned: Page 1 had a continuationToken; it was never \
                asked for. 160 items were not read.</failure>
                    </testcase>
                  </testsuite>
                </testsuites>

                """)
        #expect(try Run(words + ["--allow", "abandoned"]).exitCode == 0)
        #expect(try Run(words + ["--operation", "store.listSeats"]).exitCode == 1)
        #expect(try Run(words + ["--operation", "store.listSeats", "--least", "0"]).exitCode == 0)
        #expect(try Run("verify", server.url).exitCode == 2)
        #expect(
            try Run(words + ["--world", "b"]).errors
                == "seatfiller: there is no world b on \(server.url)\n")
        let misspelt = try Run("verify", server.url, "--allow", "abandon")
        #expect(misspelt.errors.contains("give one of abandoned, restarted, "))
        #expect(misspelt.exitCode == 2)
    }

    @Test func `after a command fails it where it has left something unread`() throws {
        func exec(_ words: String..., script: String) throws -> Run {
            try Run(["exec"] + words + ["--", "sh", "-c", script])
        }
        func curl(_ target: String) -> String {
            "curl -s --noproxy '*' -o /dev/null \"$SEATFILLER_URL\(target)\""
        }
        let short = curl(Self.max + "?maxResults=100")
        let told = try exec(script: short)
        #expect(told.errors == "seatfiller: 1 request: 1 store; 1 incomplete traversal\n")
        #expect(told.exitCode == 0)
        let run = try exec("--verify", "--quiet", script: short)
        #expect(run.errors == "seatfiller: \(Self.left)\n")
        #expect(run.exitCode == 1)
        #expect(try exec("--verify", "--quiet", script: short + "; exit 7").exitCode == 7)
        let whole = curl("/__world/a/V1/Users/bob@contoso.com/Seats")
        #expect(try exec("--verify", "--quiet", script: whole).exitCode == 0)
        #expect(try exec("--verify", "--quiet", script: "true").exitCode == 1)
        let refused = whole + "; curl -s -o /dev/null http://telemetry.example/"
        let other = try exec("--verify", script: refused)
        #expect(
            other.errors == """
                seatfiller: 2 requests: 1 proxy, 1 store; refused telemetry.example
                seatfiller: telemetry.example was asked for; --allow-host allows that

                """)
        #expect(other.exitCode == 1)
        #expect(
            try exec("--verify", "--allow-host", "telemetry.example", script: refused).exitCode == 0
        )
    }

    /// Suites drop the world of each test, or reset the world between tests.
    @Test(arguments: [
        ("-X DELETE", "/__admin/worlds/a"), ("-X POST", "/__world/a/__admin/reset"),
    ])
    func `after a command tells of worlds that are not there any more`(
        method: String, path: String
    ) throws {
        func curl(_ options: String, _ target: String) -> String {
            "curl -s --noproxy '*' -o /dev/null \(options) \"$SEATFILLER_URL\(target)\"; "
        }
        let world = "/__world/a"
        func exec(_ first: String, _ script: String) throws -> Run {
            try Run(["exec", first, "--verify", "--", "sh", "-c", script])
        }
        let end = curl(method, path)
        let short = try exec("--loops=1", curl("", world + Self.max + "?maxResults=100") + end)
        #expect(
            short.errors == """
                seatfiller: 1 request: 1 store; 1 incomplete traversal
                seatfiller: \(Self.left) In world a.

                """)
        #expect(short.exitCode == 1)
        let whole = curl("", world + "/V1/Users/bob@contoso.com/Seats")
        #expect(try exec("--quiet", whole + end).errors.isEmpty)
        #expect(try exec("--quiet", whole + end).exitCode == 0)
    }

    /// Every request has a connection of its own.
    @Test func `credits a page that is asked for again to the walk that has asked for it`() throws {
        let server = try Server("--port", "0")
        let fault = #"{"match":{"page":2},"when":{"times":1},"do":{"status":503}}"#
        _ = try Run.curl("-d", fault, server.url + "/__admin/faults")
        let seats = server.url + "/V1/Users/max@contoso.com/Seats?maxResults=100"
        let token = /"continuationToken":"([^"]+)"/
        // Another client reads one page, and no more for the present.
        _ = try Run.curl(seats)
        let first = try #require(try Run.curl(seats).firstMatch(of: token)?.1)
        _ = try Run.curl(seats + "&continuationToken=\(first)")
        let page = try Run.curl(seats + "&continuationToken=\(first)")
        let second = try #require(page.firstMatch(of: token)?.1)
        _ = try Run.curl(seats + "&continuationToken=\(second)")
        let found = try Run.curl(server.url + "/__admin/traversals")
            .matches(of: /"id":(\d+),.*?"verdict":"(\w+)","pages":(\d)/)
        #expect(found.map { "\($0.1) \($0.2) \($0.3)" } == ["2 complete 3", "1 running 1"])
    }

    /// A client whose time is up asks again, and cannot have read what it did not wait for.
    @Test(arguments: [1, 2])
    func `does not count an answer that its client did not wait for`(page: Int) throws {
        let server = try Server("--port", "0")
        let fault =
            #"{"match":{"page":\#(page)},"when":{"times":1},"#
            + #""do":{"delay":{"milliseconds":60000}}}"#
        _ = try Run.curl("-d", fault, server.url + "/__admin/faults")
        var target = server.url + "/V1/Users/max@contoso.com/Seats?maxResults=100"
        for index in 1...3 {
            if index == page { #expect(try Run.curl("--max-time", "0.2", target).isEmpty) }
            let answer = try Run.curl(target)
            guard let token = answer.firstMatch(of: /"continuationToken":"([^"]+)"/)?.1 else {
                break
            }
            target = server.url + "/V1/Users/max@contoso.com/Seats?continuationToken=\(token)"
        }
        #expect(
            try Run("verify", server.url).output == "1 traversal judged, and nothing is wrong\n")
        let found = try Run.curl(server.url + "/__admin/traversals")
        #expect(found.contains(#""verdict":"complete","pages":3,"served":260,"#), "\(found)")
        #expect(found.contains(#""findings":[]"#), "\(found)")
    }

    /// Three connections, which ask while the answers to the others are held back, in any order.
    @Test func `finds pages that are asked for side by side`() throws {
        let server = try Server("--port", "0")
        let fault = #"{"do":{"delay":{"milliseconds":1500}}}"#
        _ = try Run.curl("-d", fault, server.url + "/__admin/faults")
        let batch =
            server.url + "/partner/external/v3/general/customers/batch?pageSize=1&pageIndex="
        _ = try Run.curl("-X", "POST", "--parallel", "--parallel-immediate", batch + "[1-3]")
        let found = try Run.curl(server.url + "/__admin/traversals")
        #expect(found.contains(#""code":"parallel""#), "\(found)")
    }
}

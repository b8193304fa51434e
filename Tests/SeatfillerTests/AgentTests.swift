import ControlAPI
import Emulation
import JSON
import Seatfiller
import Testing

/// What a coding agent is told, and what it can call by the Model Context Protocol.
@Suite struct `A coding agent` {
    private let admin: Admin

    init() throws {
        admin = try Admin()
    }

    private func ask(
        _ method: String, _ parameters: String = "{}", base: String = "", version: String? = nil
    ) -> String {
        admin.call(
            "POST", "\(base)/__admin/mcp",
            #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"#,
            version.map { [("MCP-Protocol-Version", $0)] } ?? [])
    }

    private func use(_ tool: String, _ arguments: String, base: String = "") -> String {
        ask("tools/call", #"{"name":"\#(tool)","arguments":\#(arguments)}"#, base: base)
    }

    @Test func `reads a guide that has every call of the control plane`() {
        let guide = admin.get("/llms.txt")
        #expect(guide == admin.get("/__admin/llms.txt"))
        #expect(guide.split(separator: "\n", omittingEmptySubsequences: false).count <= 200)
        let missing = Control.routes.filter { route in
            let words = route.split(separator: " ").map(String.init)
            return !guide.split(separator: "\n").contains {
                $0.contains("`\(route)") || $0.contains(words[0]) && $0.contains(words[1])
            }
        }
        #expect(missing.isEmpty, "\(missing)")
    }

    @Test func `is introduced, in a version of the protocol that is spoken here`() {
        #expect(
            ask("initialize", #"{"protocolVersion":"2025-03-26","capabilities":{}}"#).hasPrefix(
                #"200 {"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-03-26","#
                    + #""capabilities":{"tools":{},"resources":{}},"serverInfo":{"name":"seatfiller","#
            ))
        #expect(
            ask("initialize", #"{"protocolVersion":"2099-01-01"}"#)
                .contains(#""protocolVersion":"2025-06-18""#))
        #expect(
            admin.call(
                "POST", "/__admin/mcp",
                #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#) == "202 ")
        #expect(ask("ping", version: "2025-06-18") == #"200 {"jsonrpc":"2.0","id":1,"result":{}}"#)
        #expect(ask("ping", version: "1999-01-01").contains("bad-protocol-version"))
        #expect(admin.get("/__admin/mcp").hasPrefix("405 "))
    }

    @Test func `has calls as tools, each with all that its schema refers to`() throws {
        let answer = try #require(ask("tools/list").firstMatch(of: /200 (.*)/)?.1)
        let tools = try JSON(parsing: Array(answer.utf8))["result"]?["tools"]?.elements ?? []
        let names = tools.compactMap { $0["name"]?.string }
        for name in ["replaceData", "addFaults", "setClock", "findRequests", "listTraversals"] {
            #expect(names.contains(name))
        }
        for name in ["verifyTraversals", "showCoverage", "reset"] { #expect(names.contains(name)) }
        for tool in tools {
            let schema = try #require(tool["inputSchema"])
            let defined = Set((schema["$defs"]?.members ?? []).map(\.name))
            let used = Set(schema.text.matches(of: /#\/\$defs\/(\w+)/).map { String($0.1) })
            #expect(used == defined)
            #expect(!schema.text.contains("#/components"))
            #expect(tool["description"]?.string?.isEmpty == false)
        }
    }

    @Test func `tests a client by tools alone`() {
        let fault = #"{"content":{"match":{"page":2},"do":{"status":503}}}"#
        #expect(
            use("addFaults", fault)
                == #"200 {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","#
                + #""text":"{\"id\":\"fault-1\"}"}],"isError":false,"structuredContent":{"id":"fault-1"}}}"#
        )
        let seats = "/V1/Users/max@contoso.com/Seats?maxResults=100"
        _ = admin.get(seats)
        #expect(
            use("countRequests", #"{"content":{"operation":"store.listSeatsOfUser"}}"#)
                .contains(#""structuredContent":{"count":1}"#))
        let verdict = use("verifyTraversals", "{}")
        #expect(verdict.contains(#""isError":true"#))
        #expect(verdict.contains("160 items were not read."))
        #expect(use("removeFaults", "{}").contains(#""text":"Done.""#))
        #expect(use("listRequests", #"{"limit":1,"brief":true}"#).contains(#"\"next\":\"1\""#))
        // An answer that has to be waited for.
        #expect(
            use("awaitRequests", #"{"count":2,"timeoutMs":0}"#).contains(#""isError":true"#))
    }

    @Test func `has the world that its URL names, or the one that it asks for`() {
        _ = admin.get("/__world/a/V1/Inventory")
        _ = admin.get("/__world/b/V1/Inventory")
        _ = admin.get("/__world/b/V1/Inventory")
        func count(_ arguments: String, base: String) -> String? {
            (use("countRequests", arguments, base: base)
                .firstMatch(of: /structuredContent":\{"count":(\d)/)?.1).map(String.init)
        }
        #expect(count(#"{"content":{}}"#, base: "") == "0")
        #expect(count(#"{"content":{}}"#, base: "/__world/a") == "1")
        #expect(count(#"{"content":{},"world":"b"}"#, base: "/__world/a") == "2")
        #expect(use("reset", #"{"world":"no name"}"#).contains("cannot be the name of a world"))
    }

    @Test func `reads the rules`() {
        #expect(ask("resources/list").contains(#""uri":"seatfiller://rules""#))
        let rules = ask("resources/read", #"{"uri":"seatfiller://rules"}"#)
        #expect(rules.contains(#"\"id\":\"store.seats-of-user\""#))
        #expect(
            ask("resources/read", #"{"uri":"seatfiller://guide"}"#)
                .contains("An HTTP emulator of two licence APIs"))
    }

    @Test(arguments: [
        ("{", "400", -32700), ("[]", "400", -32600),
        (#"{"jsonrpc":"1.0","method":"ping","id":1}"#, "400", -32600),
        (#"{"jsonrpc":"2.0","id":1}"#, "400", -32600),
        (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, "400", -32600),
        (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#, "400", -32600),
        (#"{"jsonrpc":"2.0","id":"a","method":"tools/drop"}"#, "200", -32601),
        (#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#, "200", -32602),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"shutDown"}}"#, "200",
            -32602
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"reset","arguments":{"all":1}}}"#,
            "200", -32602
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"showRequest"}}"#,
            "200", -32602
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"file:///etc/passwd"}}"#,
            "200", -32002
        ),
    ])
    func `is told what is wrong`(message: String, status: String, code: Int) {
        let answer = admin.call("POST", "/__admin/mcp", message)
        #expect(answer.hasPrefix(status))
        #expect(answer.contains(#""error":{"code":\#(code),"message":""#), "\(answer)")
    }

    @Test func `needs the admin token, for the guide not`() throws {
        var settings = Settings()
        settings.adminToken = "hush"
        let admin = try Admin(settings)
        #expect(admin.get("/llms.txt").hasPrefix("200 "))
        #expect(admin.call("POST", "/__admin/mcp", "{}").hasPrefix("401 "))
        #expect(
            admin.call(
                "POST", "/__admin/mcp",
                #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"showClock"}}"#,
                [("Authorization", "Bearer hush")]
            ).contains(#""isError":false"#))
    }
}

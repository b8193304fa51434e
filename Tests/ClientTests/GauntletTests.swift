import Foundation
import Testing

/// Clients that are right, and clients with one fault each.
@Suite(.enabled(if: Tool.isInstalled("python3"), "python3 is not installed"))
struct GauntletTests {
    private static let folder = Tool.file("gauntlet").path

    /// A row of the documentation's table.
    struct Row: CustomTestStringConvertible, Sendable {
        let client: String
        let gauntletCase: String
        let happened: String

        var testDescription: String { client }

        static let all: [Row] = {
            let page = Tool.root.appending(path: "Sources/Seatfiller/Seatfiller.docc/Gauntlet.md")
            let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
            return text.split(separator: "\n").compactMap { line in
                let cells = line.split(separator: "|").map {
                    $0.trimmingCharacters(in: .whitespaces).replacing("`", with: "")
                }
                guard line.hasPrefix("| `"), cells.count == 4 else { return nil }
                return Row(client: cells[0], gauntletCase: cells[2], happened: cells[3])
            }
        }()
    }

    private func gauntlet(
        _ options: [String], _ client: [String], tool: String = Tool.seatfiller
    ) async throws -> String {
        try await Tool(tool).output(["gauntlet", "--timeout", "120"] + options + ["--"] + client)
    }

    /// What happened in each case, by its name.
    private func happened(_ options: [String], _ client: [String]) async throws -> [String: String]
    {
        struct Report: Decodable {
            struct Case: Decodable { let `case`, happened: String }
            let cases: [Case]
        }
        let file = FileManager.default.temporaryDirectory
            .appending(path: "seatfiller-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        _ = try await gauntlet(options + ["--json", file.path], client)
        let report = try JSONDecoder().decode(Report.self, from: Data(contentsOf: file))
        return Dictionary(uniqueKeysWithValues: report.cases.map { ($0.case, $0.happened) })
    }

    @Test(arguments: Row.all.filter { Self.clients(of: "faulty.py").contains($0.client) })
    func `a client is told by the case that names its fault`(row: Row) async throws {
        let happened = try await happened(
            ["--only", "plain", "--only", row.gauntletCase],
            ["python3", "\(Self.folder)/faulty.py", row.client, "{url}", "{user}"])
        #expect(happened["plain"] == "passed")
        #expect(happened[row.gauntletCase]?.hasPrefix(row.happened) == true, "\(happened)")
    }

    @Test(arguments: Row.all.filter { Self.clients(of: "customers.py").contains($0.client) })
    func `a client of numbered pages is, too`(row: Row) async throws {
        let (seed, customer) = try await Self.tenants()
        let happened = try await happened(
            ["--seed", seed, "--customer", customer, "--only", row.gauntletCase],
            ["python3", "\(Self.folder)/customers.py", row.client, "{url}", "{customer}"])
        #expect(happened[row.gauntletCase]?.hasPrefix(row.happened) == true, "\(happened)")
    }

    @Test func `a right client of numbered pages passes all cases`() async throws {
        let (seed, customer) = try await Self.tenants()
        let output = try await gauntlet(
            ["--seed", seed, "--customer", customer, "--strict"],
            ["python3", "\(Self.folder)/customers.py", "right", "{url}", "{customer}"])
        #expect(!output.contains("exit status"), "\(output)")
        #expect(output.contains(" passed; 2 not met\n"), "\(output)")
    }

    /// A customer with 35 tenants of type 0.
    private static func tenants() async throws -> (seed: String, customer: String) {
        let text = try await Tool(Tool.seatfiller).output(
            ["generate", "--users", "1", "--customers", "1", "--tenants", "140"])
        let path = FileManager.default.temporaryDirectory
            .appending(path: "seatfiller-\(UUID().uuidString).json").path
        try Data(text.utf8).write(to: URL(filePath: path))
        let id = try #require(text.firstMatch(of: #/"id":"([^"]+)","organization"/#)?.1)
        return (path, String(id))
    }

    /// The names of the clients in a program, which is a table of them.
    private static func clients(of program: String) -> [String] {
        let text =
            (try? String(contentsOf: Tool.file("gauntlet/\(program)"), encoding: .utf8)) ?? ""
        return text.matches(of: #/(?m)^    "([a-z0-9-]+)": /#).map { String($0.1) }
    }

    @Test func `the documentation has a row for each faulty client`() {
        let clients = Self.clients(of: "faulty.py") + Self.clients(of: "customers.py")
        #expect(clients.count >= 16)
        #expect(
            clients.filter { $0 != "right" && $0 != "signs-in" }.sorted()
                == Row.all.map(\.client).sorted())
    }

    /// Two do not sign in, so no access token of theirs expires.
    @Test(arguments: [
        (["python3", "right.py", "{url}", "{user}"], " passed; 2 not met\n"),
        (["node", "right.mjs"], " passed; 2 not met\n"),
        (["python3", "faulty.py", "signs-in", "{url}", "{user}"], " passed\n"),
    ])
    func `a right client passes all cases`(client: [String], summary: String) async throws {
        guard Tool.isInstalled(client[0]) else { return }
        var client = client
        client[1] = "\(Self.folder)/\(client[1])"
        let output = try await gauntlet(["--strict"], client)
        #expect(!output.contains("exit status"), "\(output)")
        #expect(output.contains(summary), "\(output)")
    }

    /// Nobody here has written how `azure-core` follows pages.
    @Test(.enabled(if: Tool.hasPython, "the client libraries are not installed"))
    func `the pager of Azure's SDK goes through the gauntlet`() async throws {
        let happened = try await happened(
            [], [Tool.python, "\(Self.folder)/paged.py", "{url}", "{user}"])
        let failed = happened.filter { name, happened in
            !happened.hasPrefix("passed") && !happened.hasPrefix("not met")
        }
        #expect(happened.count == 59)
        // It follows whatever token comes, and takes an empty one for the first page. What shifts
        // items between its pages no client sees.
        #expect(
            failed.keys.sorted() == [
                "offset-assigned-behind", "page-overlaps@2", "page-overlaps@last", "token-empty",
                "token-repeats@1", "token-repeats@2", "token-repeats@last", "token-restarts",
            ], "\(failed)")
    }

    @Test func `the same seed gives the same plans, and one that fails is shrunk`() async throws {
        let client = [
            "python3", "\(Self.folder)/faulty.py", "takes-429-for-the-end", "{url}", "{user}",
        ]
        let options = ["--only", "plain", "--plans", "1", "--plan-seed", "15"]
        let output = try await gauntlet(options, client)
        #expect(output.contains(" plans passed\n"), "\(output)")
        let seeds = output.matches(of: #/(?m)^  (\{"faults":.*\})$/#).map { String($0.1) }
        #expect(!seeds.isEmpty, "\(output)")
        for seed in seeds {
            #expect(
                seed == """
                    {"faults":[{"match":{"operation":"store.listSeatsOfUser","page":1},"when":{"times":1},\
                    "do":{"status":429,"retryAfterSeconds":1}}]}
                    """)
        }
    }
}

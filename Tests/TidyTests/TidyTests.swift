import ControlAPI
import ElementsAPI
import Emulation
import Foundation
import IdentityAPI
import Seatfiller
import StoreForBusinessAPI
import Testing

@Suite struct `The rules of the house` {
    /// The floors, from the ground up: a target imports what is beneath it, never a neighbour.
    static let floors: [[String]] = [
        ["CLibevent", "COpenSSL", "CSQLite", "CSystem"],
        ["System", "Cryptography"],
        ["JSON", "HTTP", "Console"],
        ["HTTPServer", "SQLite"],
        ["Emulation"],
        ["StoreForBusinessAPI", "ElementsAPI", "IdentityAPI", "ControlAPI"],
        ["Seatfiller"],
        ["Command", "SeatfillerTesting"],
    ]

    private static let apis: [any API.Type] = [
        StoreForBusiness.self, DisplayCatalog.self, Elements.self, AvePointIdentity.self,
        Entra.self,
    ]

    /// Modules that one target alone may import.
    private static let fenced = [
        "CLibevent": "HTTPServer", "CSQLite": "SQLite", "CSystem": "System",
        "HTTPServer": "Seatfiller", "ArgumentParser": "Command",
        "Glibc": "System HTTPServer SQLite Command Emulation",
        "COpenSSL": "Cryptography", "Logging": "Seatfiller",
    ]

    private static func imports(of file: House.File) -> [String] {
        file.lines.compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index <= 2,
                words.prefix(index).allSatisfy({
                    ["@_exported", "@testable", "public", "package"].contains($0)
                })
            else { return nil }
            return words.last.map(String.init)
        }
    }

    @Test func `a problem is described by its code`() throws {
        let problem = /(?:init|Problem)\(\s*\.\w+(?:\(\d+\))?,\s*code: "([a-z-]+)"/
        let codes = Set(House.sources.flatMap { $0.text.matches(of: problem).map(\.1) })
        #expect(codes.count > 25)
        let document = try #require(House.files(in: "Sources/ControlAPI", "openapi.json").first)
            .text
        for code in codes { #expect(document.contains("`\(code)`"), "\(code)") }
    }

    @Test func `a target imports the floors beneath it and no neighbour`() throws {
        func floor(_ target: String) -> Int? {
            Self.floors.firstIndex { $0.contains(target) }
        }
        #expect(House.sources.count > 40)
        for file in House.sources {
            let own = try #require(floor(file.target), "\(file.path) is on no floor")
            for module in Self.imports(of: file) {
                if let other = floor(module) {
                    #expect(other < own, "\(file.path) imports \(module)")
                }
                if let users = Self.fenced[module] {
                    #expect(
                        users.split(separator: " ").contains { $0 == file.target },
                        "\(file.path) imports \(module)")
                }
                #expect(!module.hasPrefix("Foundation"), "\(file.path) imports \(module)")
            }
        }
    }

    /// Sources/Emulation/Worlds/World.swift
    @Test func `a file of the kernel stands in a room`() {
        let kernel = House.sources.filter { $0.target == "Emulation" }
        #expect(kernel.count > 40)
        for file in kernel { #expect(file.path.split(separator: "/").count == 4, "\(file.path)") }
    }

    /// It is the default, of imports too: the manifest says so.
    @Test func `the word internal is not written`() {
        for file in House.sources + House.tests {
            for line in file.lines {
                let first = line.split(separator: " ").first { !$0.hasPrefix("@") }
                #expect(first != "internal", "\(file.path): \(line)")
            }
        }
    }

    @Test func `an unsafe pointer stays behind its fence`() {
        let fences = ["System", "Cryptography", "HTTPServer", "SQLite"]
        for file in House.sources where !fences.contains(file.target) {
            for word in ["unsafe ", "@unsafe", "Unsafe", "nonisolated(unsafe)", "@unchecked"] {
                #expect(!file.text.contains(word), "\(file.path): \(word)")
            }
        }
    }

    @Test func `a file fits in the head`() {
        for file in House.sources + House.tests {
            #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines")
            // A test shows lines of the wire as they are.
            let width = file.path.hasPrefix("Tests/") ? 120 : 100
            for (index, line) in file.lines.enumerated() {
                #expect(line.count <= width, "\(file.path):\(index + 1) has \(line.count) columns")
            }
        }
    }

    @Test func `nothing is left over`() {
        // Put together here, so that this file does not find itself.
        let words = [
            "TO" + "DO", "FIX" + "ME", "X" + "XX", "try" + "!", "Task.sl" + "eep", "usl" + "eep(",
        ]
        for file in House.sources + House.tests {
            for word in words {
                #expect(!file.text.contains(word), "\(file.path): \(word)")
            }
        }
        for file in House.sources {
            for word in [" try? ", "fatalError", "print(\"", "placeholder"] {
                #expect(!file.text.contains(word), "\(file.path): \(word)")
            }
        }
    }

    @Test func `a field's name stands once, in the one table of its target`() {
        var tables: [String: String] = [:]
        var owners: [String: String] = [:]
        for file in House.sources {
            for match in file.text.matches(of: /HTTPField\.Name\("([^"]*)/) {
                let name = String(match.1)
                #expect(file.path.hasSuffix("/HTTPField+Names.swift"), "\(file.path): \(name)")
                let table = tables.updateValue(file.path, forKey: file.target)
                #expect(table == nil || table == file.path, "\(file.target)")
                let owner = owners.updateValue(file.path, forKey: name.lowercased())
                #expect(owner == nil, "\(file.path): \(name)")
            }
        }
        #expect(tables.count > 1)
    }

    @Test func `a name is a noun of the field`() {
        for file in House.sources {
            for word in ["Manager", "Helper", "Util", "Impl", "Common"] {
                #expect(!file.path.contains(word), "\(file.path)")
                #expect(!file.text.contains("struct \(word)"), "\(file.path)")
            }
        }
    }

    @Test func `a table, an index and a trigger bear the name of their API`() {
        for api in [StoreForBusiness.self, Elements.self] as [any SeededAPI.Type] {
            let statements = api.schema + api.scriptGuards
            let names = statements.matches(
                of: /CREATE (?:UNIQUE |TEMP )?(?:TABLE|INDEX|TRIGGER) (\w+)/)
            #expect(names.count > 1)
            for name in names {
                #expect(name.1.hasPrefix(api.name + "_"), "\(name.1)")
            }
        }
    }

    @Test func `a rule has an id of its API, and is listed`() {
        for api in Self.apis {
            let ids = api.rules.map(\.id)
            #expect(Set(ids).count == ids.count)
            #expect(ids.allSatisfy { $0.hasPrefix(api.name + ".") })
            for rule in api.rules {
                #expect(rule.says.hasSuffix("."), "\(rule.id) says a sentence")
                #expect(!rule.source.isEmpty, "\(rule.id) has a source")
                if let quirk = rule.quirk {
                    #expect(api.quirks.contains { $0.name == quirk }, "\(rule.id)")
                }
            }
        }
        let declared = House.sources.filter { $0.path.hasSuffix("Rule.swift") }
            .map { $0.text.matches(of: /static let \w+ = Rule\(/).count }.reduce(0, +)
        #expect(declared == Self.apis.flatMap { $0.rules }.count + WorldRule.all.count)
    }

    @Test func `an answer of an API is held against the contract`() {
        let folders = ["StoreForBusinessAPITests", "ElementsAPITests", "IdentityAPITests"]
        let files = House.tests.filter { folders.contains($0.target) }
        #expect(files.count > 10)
        for file in files {
            // `answer(to:)` asks and checks, `respond(to:)` only asks.
            #expect(!file.text.contains(".respond("), "\(file.path)")
        }
    }

    @Test func `a blank argument is none to every operation`() {
        // `argument` reads as the services' frameworks do, `parameter` what was sent.
        for file in House.sources
        where ["StoreForBusinessAPI", "ElementsAPI"].contains(file.target) {
            #expect(!file.text.contains("target.parameter("), "\(file.path)")
        }
    }

    @Test func `a rule is the expectation of a test`() {
        let tests = House.tests.map(\.text).joined()
        for rule in Self.apis.flatMap({ $0.rules }) + WorldRule.all {
            let isExpected = tests.contains("\(rule.id); \(rule.evidence)")
            #expect(isExpected, "\(rule.header)")
        }
    }

    @Test func `a quirk is tested in all its settings`() {
        let tests = House.tests.map(\.text).joined()
        for quirk in Self.apis.flatMap({ $0.quirks }) {
            #expect(quirk.name.split(separator: ".").count == 2)
            for setting in quirk.settings.dropFirst() {
                let isSet = tests.contains("\(quirk.name)=\(setting)")
                #expect(isSet, "\(quirk.name)=\(setting)")
            }
        }
    }

    @Test func `a route is asked for by a test`() {
        let targets = House.tests.flatMap(\.lines)
        for route in Self.apis.flatMap({ $0.routes }) + Control.routes {
            let path = route.split(separator: " ")[1]
            // What stands between the parameters must stand in one line of a test, in this order.
            // The prefix of all of AvePoint's is left away, and put before them in one place.
            let pieces = path.replacing("/partner/external/v3/general", with: "")
                .split(separator: /\{\w+\}/).map(String.init)
            let isTested = targets.contains { line in
                var rest = line[...]
                return pieces.allSatisfy { piece in
                    guard let range = rest.range(of: piece) else { return false }
                    rest = rest[range.upperBound...]
                    return true
                }
            }
            #expect(isTested, "\(route)")
        }
    }

    /// `METHOD /path` of what the OpenAPI document of a target describes.
    private static func described(_ target: String) throws -> Set<String> {
        let file = House.root.appending(path: "Sources/\(target)/openapi.json")
        let content = try JSONSerialization.jsonObject(with: try Data(contentsOf: file))
        let paths = try #require((content as? [String: Any])?["paths"] as? [String: [String: Any]])
        return Set(
            paths.flatMap { path, operations in
                operations.keys.filter { $0 != "parameters" }.map { "\($0.uppercased()) \(path)" }
            })
    }

    @Test func `an OpenAPI document describes every route and no other`() throws {
        #expect(
            try Self.described("StoreForBusinessAPI")
                == Set(StoreForBusiness.routes + DisplayCatalog.routes + Entra.routes))
        #expect(try Self.described("ElementsAPI") == Set(Elements.routes + AvePointIdentity.routes))
        #expect(try Self.described("ControlAPI") == Set(Control.routes))
    }

    @Test(arguments: ["compose.yaml", "kubernetes.yaml"])
    func `a recipe gives the emulator the names of all hosts that it stands for`(
        file: String
    ) throws {
        let recipe = try String(
            contentsOf: House.root.appending(path: "docker/examples/intercept/\(file)"),
            encoding: .utf8)
        let named = recipe.matches(of: /(?m)^ +- ((?:[\w-]+\.)+(?:com|net))$/).map { String($0.1) }
        #expect(named.sorted() == Roster.standard.hosts.sorted())
    }

    @Test func `a seed of the repository loads`() throws {
        let seeds = House.files(in: "seed", ".json", ".sql")
        #expect(seeds.count >= 4)
        for seed in seeds {
            #expect(throws: Never.self, "\(seed.path)") {
                try Emulator(seed: .path(House.root.appending(path: seed.path).path))
            }
        }
    }
}

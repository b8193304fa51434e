import ControlAPI
import ElementsAPI
import Emulation
import Foundation
import IdentityAPI
import Seatfiller
import StoreForBusinessAPI
import Testing

/// The README and the articles, held against the program. `ClientTests` runs what they show.
@Suite struct `The pages` {
    static let folder = "Sources/Seatfiller/Seatfiller.docc"
    /// Beside the articles.
    private static let readmes = [
        "README.md", "docker/README.md", "docker/examples/README.md",
        "Sources/Kits/python/README.md", "Sources/Kits/node/README.md",
    ]
    private static let articles = House.files(in: folder, ".md")
    private static let apis: [any API.Type] = [
        StoreForBusiness.self, DisplayCatalog.self, Elements.self, AvePointIdentity.self,
        Entra.self,
    ]

    /// `Faults` of its path.
    private static func name(_ article: House.File) -> String {
        URL(filePath: article.path).deletingPathExtension().lastPathComponent
    }

    static func article(_ name: String) throws -> House.File {
        try #require(articles.first { Self.name($0) == name }, "\(name)")
    }

    private static func isThere(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: House.root.appending(path: path).path)
    }

    /// The articles in the order of the table of contents.
    private static func curated() throws -> [String] {
        try article("Seatfiller").text.matches(of: /(?m)^- <doc:(\w+)>$/).map { String($0.1) }
    }

    /// The lines of each block in one of these languages.
    private static func blocks(_ languages: String..., in text: String) -> [[Substring]] {
        text.matches(of: /(?ms)^```(\w+)\n(.*?)^```$/)
            .filter { languages.contains(String($0.1)) }.map { $0.2.split(separator: "\n") }
    }

    @Test func `begin with one that is read in five minutes`() throws {
        let readme = try String(
            contentsOf: House.root.appending(path: "README.md"), encoding: .utf8)
        #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 251)
    }

    @Test func `lead to files that there are`() throws {
        for page in Self.readmes {
            let text = try String(contentsOf: House.root.appending(path: page), encoding: .utf8)
            let base = URL(filePath: "/" + page).deletingLastPathComponent()
            for link in text.matches(of: /\]\(([^):#]+)\)/) {
                let path = base.appending(path: String(link.1)).standardized.path
                #expect(Self.isThere(path), "\(page): \(link.1)")
            }
        }
    }

    @Test func `lead to articles and sections that there are`() throws {
        for article in Self.articles {
            for link in article.text.matches(of: /[(<]doc:(\w+)(?:#([\w-]+))?[)>]/) {
                let target = try Self.article(String(link.1))
                guard let section = link.2 else { continue }
                let headings = target.lines.filter { $0.hasPrefix("#") }.map {
                    String($0.drop { $0 == "#" || $0 == " " }).replacing(" ", with: "-")
                }
                #expect(headings.contains(String(section)), "\(article.path): \(link.0)")
            }
            for image in article.text.matches(of: /!\[[^\]]+\]\(([\w-]+)\)/) {
                let path = "\(Self.folder)/Resources/\(image.1).png"
                #expect(Self.isThere(path), "\(article.path): \(path)")
            }
        }
    }

    @Test func `name files and folders that there are`() {
        for article in Self.articles {
            for path in article.text.matches(of: /`((?:Sources|Tests|docker|seed)\/[^`]+)`/) {
                #expect(Self.isThere(String(path.1)), "\(article.path): \(path.1)")
            }
        }
    }

    @Test func `are curated, and each leads to the next`() throws {
        let curated = try Self.curated()
        #expect(Set(curated) == Set(Self.articles.map(Self.name)).subtracting(["Seatfiller"]))
        for (page, next) in zip(["Seatfiller"] + curated, curated) {
            let end = try Self.article(page).text.split(separator: "## Topics")[0]
            #expect(end.contains("](doc:\(next))"), "\(page) does not lead to \(next)")
        }
    }

    @Test func `say what to do with them, and show it near their top`() throws {
        for article in Self.articles {
            #expect(article.lines[2].hasSuffix("."), "\(article.path)")
            let top = article.lines.prefix(45).joined(separator: "\n")
            #expect(
                !Self.blocks("console", "swift", "sh", in: top + "\n```").isEmpty,
                "\(article.path)")
        }
    }

    @Test func `fit in the width of an editor, but for tables and what is shown`() {
        for article in Self.articles {
            var isCode = false
            for (index, line) in article.lines.enumerated() {
                if line.hasPrefix("```") { isCode.toggle() }
                #expect(
                    line.count <= 120 || isCode || line.hasPrefix("|"),
                    "\(article.path):\(index + 1)")
            }
        }
    }

    @Test(arguments: [
        ("swift", "Tests/Dependent/Tests", ".swift"), ("java", "Tests/Kits/java", ".java"),
        ("python", "Tests/ClientTests/clients/examples", ".py"),
        ("js", "Tests/ClientTests/clients/examples", ".mjs"),
    ])
    func `show programs that tests run`(language: String, tests: String, ending: String) throws {
        let files = House.files(in: tests, ending).map { file in
            file.lines.map { $0.trimmingCharacters(in: .whitespaces) }
        }
        let readme = try String(
            contentsOf: House.root.appending(path: "README.md"), encoding: .utf8)
        let blocks = Self.blocks(
            language, in: ([readme] + Self.articles.map(\.text)).joined(separator: "\n")
        ).filter { block in
            // Not a file, which a command of its page runs.
            block.first?.wholeMatch(of: /(?:#|\/\/) [\w.]+/) == nil
        }
        #expect(!blocks.isEmpty)
        for block in blocks {
            // In this order, but a page may leave lines out.
            let isRun = files.contains { lines in
                var rest = lines[...]
                return block.map { $0.trimmingCharacters(in: .whitespaces) }.allSatisfy { line in
                    guard let index = rest.firstIndex(of: line) else { return false }
                    rest = rest[(index + 1)...]
                    return true
                }
            }
            #expect(isRun, "\(block.joined(separator: "\n"))")
        }
    }

    @Test func `have every operation with its evidence`() throws {
        let text = try Self.article("Contract").text
        for route in Self.apis.flatMap({ $0.routes }) {
            let request = route.replacing("/partner/external/v3/general", with: "…")
            #expect(
                ["`", "?"].contains { text.contains("`\(request)\($0)") }, "\(request)")
        }
    }

    @Test func `have every call of the control plane`() throws {
        let text = try Self.article("ControlPlane").text
        for route in Control.routes { #expect(text.contains("\n| `\(route)` | "), "\(route)") }
    }

    @Test func `have every quirk with its settings`() throws {
        let lines = try Self.article("Quirks").lines
        for quirk in Roster.standard.quirks {
            let row = try #require(lines.first { $0.hasPrefix("| `\(quirk.name)` | ") }, "\(quirk)")
            for setting in quirk.settings {
                #expect(row.contains("`\(setting)`"), "\(quirk.name)=\(setting)")
            }
        }
        #expect(
            lines.filter { $0.firstMatch(of: /^\| `\w+\.\w+` \|/) != nil }.count
                == Roster.standard.quirks.count)
    }

    @Test func `have every verdict on a traversal, and every finding`() throws {
        let text = try Self.article("Traversals").text
        let words =
            Judgement.Verdict.allCases.map(\.rawValue) + Finding.Code.allCases.map(\.rawValue)
        for word in words { #expect(text.contains("\n| `\(word)` | "), "\(word)") }
    }
}

import ControlAPI
import Emulation
import Foundation
import Seatfiller
import Testing

@Suite struct `The catalogue of the faults of paging` {
    private static func pages(_ pages: PagingFault.Pages) -> String {
        switch pages {
        case .any: "any"
        case .notFirst: "not the first"
        case .notLast: "not the last"
        case .last: "the last"
        case .pastEnd: "behind the last"
        }
    }

    /// A row of the table of the page on faults.
    private static func row(_ fault: PagingFault) -> String {
        let parameter = fault.parameter.map {
            ", `\($0.name)` (\($0.standard.map(String.init) ?? "half"))"
        }
        return "| `\(fault.name.rawValue)`\(parameter ?? "") | \(fault.lists.rawValue) "
            + "| \(pages(fault.pages)) | \(fault.says) |"
    }

    @Test func `has each name once, and stands in the page on faults`() throws {
        #expect(PagingFault.catalogue.map(\.name) == PagingFault.Name.allCases)
        let page = try `The pages`.article("Faults").text
        #expect(page.contains(PagingFault.catalogue.map(Self.row).joined(separator: "\n")))
    }

    @Test func `stands in the description of the control plane`() throws {
        let document = try #require(House.files(in: "Sources/ControlAPI", "openapi.json").first)
            .text
        let names = PagingFault.catalogue.map { "\"\($0.name.rawValue)\"" }
        #expect(document.contains(names.joined(separator: ",\n          ")))
    }

    @Test func `can be asked for of the lists that the description names`() throws {
        let document = try #require(House.files(in: "Sources/ControlAPI", "openapi.json").first)
            .text
        let lists = try #require(
            document.firstMatch(of: /"ListOperation": \{.*?"enum": \[(.*?)\]/.dotMatchesNewlines()))
        let names = lists.1.matches(of: /"([^"]+)"/).map { String($0.1) }
        #expect(names == Roster.standard.listOperations)
    }
}

@Suite struct `The quirks` {
    @Test func `stand in the description of the control plane, with their settings`() throws {
        let document = try #require(House.files(in: "Sources/ControlAPI", "openapi.json").first)
            .text
        let described = try #require(
            document.firstMatch(
                of: /"QuirkSettings": \{.*?"properties": \{\n(.*?)\n        \}/
                    .dotMatchesNewlines()))
        let lines = described.1.split(separator: "\n").map {
            $0.trimmingCharacters(in: CharacterSet(charactersIn: " ,"))
        }
        let quirks = Roster.standard.quirks.map { quirk in
            let settings = quirk.settings.map { "\"\($0)\"" }.joined(separator: ", ")
            return "\"\(quirk.name)\": {\"type\": \"string\", \"enum\": [\(settings)]}"
        }
        #expect(lines.sorted() == quirks.sorted())
    }
    /// The compiler does not know that `allCases` has them all.
    @Test func `of the library are all listed`() throws {
        let text = try #require(House.files(in: "Sources/Seatfiller", "Quirk.swift").first).text
        let cases = text.matches(of: /(?m)^    case (\w+)\((\w+)\)$/)
        #expect(cases.count == Roster.standard.quirks.count)
        for quirk in cases {
            #expect(text.contains("\(quirk.2).allCases.map(Quirk.\(quirk.1))"), "\(quirk.1)")
        }
    }
}

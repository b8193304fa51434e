import Foundation
import Testing

@Suite struct `The design page` {
    private let text: String

    init() throws {
        text = try `The pages`.article("Design").text
    }

    @Test func `names every room of the kernel`() throws {
        let rooms = Set(
            House.sources.filter { $0.target == "Emulation" }
                .map { $0.path.split(separator: "/").dropLast().joined(separator: "/") })
        #expect(rooms.count > 5)
        for room in rooms { #expect(text.contains("`\(room)`"), "\(room)") }
    }

    @Test func `has the floors of the rules of the house`() {
        let rows = text.matches(of: /(?m)^\| (\d+) \| (.*) \|$/)
        let floors = rows.sorted { Int($0.1) ?? 0 < Int($1.1) ?? 0 }
            .map { $0.2.split(separator: ", ").map(String.init) }
        #expect(floors == `The rules of the house`.floors)
    }
}

import Emulation
import HTTP
import HTTPTypes
import Testing

@Suite struct `A journal keeps` {
    private let rule = Rule("store.some-rule", "A rule", .chosen, source: "here")

    private func write(_ journal: Journal, _ request: Request, fault: String? = nil) {
        var answer = Answer(Response(.notFound), by: rule)
        answer.fault = fault
        answer.operation = fault.map { _ in "store.listSeats" }
        answer.parameters = Parameters([("username", "änn"), ("skuId", "")])
        journal.write(
            request, answer, at: Instant(clamping: -1), taking: .microseconds(1500))
    }

    @Test func `all of a request and of what came of it`() throws {
        let journal = Journal(of: .default, Journal.Bounds())
        let fields: HTTPFields = [.accept: "", .userAgent: "ü\u{FF}=1", .accept: "b"]
        let body: [UInt8] = [0, 255, 128]
        let target = "/V1/Users/%C3%A4nn/Seats??a=b&\u{FFFD}"
        write(
            journal,
            Request(.init("PÄTCH") ?? .patch, target, headerFields: fields, body: body), fault: "f")
        let entry = try #require(journal.entries().entries.first)
        #expect(entry.id == 1)
        #expect(entry.at.ticks == -1)
        #expect(entry.duration == .microseconds(1500))
        #expect(entry.status == 404)
        #expect(!entry.isTruncated)
        #expect(entry.operation == "store.listSeats")
        #expect(entry.rule == "store.some-rule")
        #expect(entry.fault == "f")
        #expect(entry.world == .default)
        #expect(entry.parameters.value(of: "username") == "änn")
        #expect(entry.parameters.value(of: "skuId") == "")
        #expect(entry.request.method == .patch)
        #expect(entry.request.target.raw == target)
        #expect(entry.request.headerFields == fields)
        #expect(entry.request.body == body)
        #expect(entry.traversal == nil)
    }

    @Test func `as many entries as fit, of any length, and counts what they take`() throws {
        var bounds = Journal.Bounds()
        bounds.entries = 50
        bounds.bytes = 200_000
        let journal = Journal(of: .default, bounds)
        for number in 1...1000 {
            // Some are longer than a block, some end one.
            let length = [10, 3000, 70_000][number % 97 == 0 ? 2 : number % 7 == 0 ? 1 : 0]
            write(journal, Request(.get, "/" + String(repeating: "x", count: length)))
            let (entries, dropped) = journal.entries()
            let size = journal.size
            #expect(entries.map(\.id) == Array(Int64(dropped + 1)...Int64(number)))
            #expect(entries.allSatisfy { $0.request.target.raw.utf8.count > 10 })
            #expect(size.entries == entries.count && size.entries <= 50)
            #expect(size.bytes <= 200_000)
            #expect(size.dropped == dropped)
            let since = Int64(number) - 3
            #expect(
                journal.entries(since: since).entries.map(\.id)
                    == Array(max(since, dropped) + 1...Int64(number)))
        }
        journal.clear()
        #expect(journal.size == (0, 0, 1000))
        write(journal, Request(.get, "/"))
        #expect(journal.entries().entries.map(\.id) == [1001])
    }
}

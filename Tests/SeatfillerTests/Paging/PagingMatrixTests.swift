import Emulation
import JSON
import Seatfiller
import TestWorlds
import Testing

/// Every list with every fault on its first, a middle, its last and its only page, at three sizes.
@Suite struct `A walk along a list with a fault of paging` {
    private typealias Client = WalkedList.Client

    /// The sizes of pages, with the items of a list of three pages and of a list of one.
    static let sizes = [(size: 1, many: 3, few: 1), (25, 60, 10), (100, 230, 40)]

    private static func faults(_ list: WalkedList) -> [String] {
        PagingFault.catalogue.filter {
            $0.lists == .all || ($0.lists == .numbered) == list.isNumbered
        }.map(\.name.rawValue)
    }

    /// Walks in worlds of their own, of which each has a fault on one page.
    private func each(
        _ list: WalkedList, _ body: (Client, ExpectedWalk, String) throws -> Void
    ) throws {
        for (size, many, few) in Self.sizes {
            for count in [many, few] {
                let emulator = try WalkedList.emulator(of: count)
                let pageCount = (count + size - 1) / size
                let plain = try Client(emulator: emulator).walk(list, size: size, atMost: pageCount)
                #expect(plain.flatMap(\.items).count == count)
                for fault in Self.faults(list) {
                    for page in 1...pageCount {
                        let client = Client(
                            emulator: emulator, world: "/__world/\(fault)-\(page)")
                        let expected = ExpectedWalk(
                            plain: plain.map(\.texts), size: size, page: page, list: list)
                        try body(client, expected, fault)
                    }
                }
            }
        }
    }

    private func add(_ fault: String, to page: Int, of list: WalkedList, _ client: Client) -> Bool {
        let text =
            #"{"match":{"operation":"\#(list.operation)","page":\#(page)},"do":{"paging":"\#(fault)"}}"#
        guard page > 1 || fault != "page-overlaps" else {
            return client.call("POST", "/__admin/faults", text).status == 201
        }
        client.add(text)
        return true
    }

    @Test(.tags(.chosen), arguments: WalkedList.tokens)
    func `by tokens gets what the catalogue says`(list: WalkedList) throws {
        try each(list) { client, expected, fault in
            let most = 2 * expected.plain.count + 3
            guard add(fault, to: expected.page, of: list, client) else { return }
            let walk = try client.walk(list, size: expected.size, atMost: most)
            let (pages, end) = expected.pages(of: fault, most: most)
            let name: Comment =
                "\(fault)@\(expected.page) of \(expected.plain.count)x\(expected.size)"
            check(walk.map(\.items), pages, expected, fault, name)
            let last = try #require(walk.last)
            switch end {
            case .absent: #expect(last.token == nil && last.status == 200, name)
            case .null: #expect(last.token == .null, name)
            case .empty: #expect(last.token == "", name)
            case .refused: #expect(last.status == 400, name)
            case .never: #expect(last.token?.string?.isEmpty == false, name)
            }
            checkToken(walk, expected, fault, name)
            try checkReuse(walk, expected, fault, client, name)
        }
    }

    /// The token that the page has issued.
    private func checkToken(
        _ walk: [WalkedList.Page], _ expected: ExpectedWalk, _ fault: String, _ name: Comment
    ) {
        let token = walk[expected.page - 1].token?.string ?? ""
        guard expected.page < expected.plain.count else { return }
        switch fault {
        case "token-needs-escaping":
            #expect("+/=&%# ".allSatisfy { token.contains($0) }, name)
        case "token-long": #expect(token.utf8.count == 8192, name)
        case "token-repeats" where expected.page > 1:
            #expect(token == walk[expected.page - 2].token?.string, name)
        default: break
        }
    }

    /// A token that is used again, or comes back changed.
    private func checkReuse(
        _ walk: [WalkedList.Page], _ expected: ExpectedWalk, _ fault: String, _ client: Client,
        _ name: Comment
    ) throws {
        guard let token = walk[expected.page - 1].token?.string, !token.isEmpty else { return }
        func status(_ token: String) throws -> Int {
            try client.page(
                of: expected.list, "continuationToken=\(Client.escaped(token))"
            ).status
        }
        // A token that repeats is the one of the page before.
        let isUsedUp =
            ["token-one-shot", "token-expired"].contains(fault)
            && expected.page < expected.plain.count
        #expect(try status(token) == (isUsedUp ? 400 : 200), name)
        #expect(try status(String(token.dropLast())) == 400, name)
        let other = token.dropLast().last == "A" ? "B" : "A"
        #expect(try status(token.dropLast(2) + other + token.suffix(1)) == 400, name)
        guard fault == "token-needs-escaping", expected.page < expected.plain.count else { return }
        // As it stands in the URL, and without what a URL does not take.
        #expect(
            try client.page(of: expected.list, "continuationToken=\(token)").status == 400, name)
        #expect(try status(token.filter { !"+/=&%# ".contains($0) }) == 400, name)
    }

    @Test(.tags(.chosen), arguments: WalkedList.numbered)
    func `by numbers gets what the catalogue says`(list: WalkedList) throws {
        try each(list) { client, expected, fault in
            let most = expected.plain.count + 3
            var page = expected.page
            if fault == "past-end-repeats" { page += expected.plain.count }
            guard add(fault, to: page, of: list, client) else { return }
            let walk = try client.walk(list, size: expected.size, atMost: most)
            let name: Comment = "\(fault)@\(page) of \(expected.plain.count)x\(expected.size)"
            var pages = expected.pages(of: fault, most: most).pages
            while pages.count < most { pages.append([]) }
            if fault == "past-end-repeats", page <= most {
                pages[page - 1] = expected.plain.last ?? []
            }
            check(walk.map(\.items), pages, expected, fault, name)
            let total = expected.plain.joined().count
            for (index, found) in walk.enumerated() {
                let isIt = index + 1 == page
                let metadata = #"{"pageIndex":\#(index + 1),"pageSize":\#(expected.size)"#
                let number =
                    switch fault {
                    case "total-zero" where isIt: 0
                    case "total-high" where isIt: total + expected.size
                    case "total-low" where isIt: max(0, total - expected.size)
                    default: total
                    }
                let rest = fault == "total-missing" && isIt ? "}" : #","totalCount":\#(number)}"#
                let text = fault == "metadata-missing" && isIt ? nil : metadata + rest
                #expect(found.metadata?.text == text, name)
            }
        }
    }

    private func check(
        _ walk: [[JSON]], _ pages: [[String]], _ expected: ExpectedWalk, _ fault: String,
        _ name: Comment
    ) {
        #expect(walk.count == pages.count, name)
        for (index, (found, wanted)) in zip(walk, pages).enumerated() {
            let texts = found.map(\.text)
            guard index == expected.page - 1 else {
                #expect(texts == wanted, name)
                continue
            }
            switch fault {
            case "page-shuffled" where wanted.count > 1:
                #expect(texts != wanted && Set(texts) == Set(wanted), name)
            case "members-unknown", "members-null":
                do {
                    let items = try wanted.map { try JSON(parsing: Array($0.utf8)) }
                    #expect(texts == items.map { expected.changed($0, by: fault).text }, name)
                } catch {
                    Issue.record(error)
                }
            default: #expect(texts == wanted, name)
            }
        }
    }

    /// Without `match.page` each page has the fault.
    @Test(
        .tags(.chosen),
        arguments: WalkedList.tokens + [WalkedList.numbered[0], WalkedList.numbered[5]],
        ["page-empty", "page-short", "page-long", "page-overlaps", "page-skips"])
    func `of which each page has it comes to its end, and loses nothing else`(
        list: WalkedList, fault: String
    ) throws {
        for (size, count, _) in Self.sizes {
            let emulator = try WalkedList.emulator(of: count)
            let all = try Client(emulator: emulator).walk(list, size: size, atMost: 3)
                .flatMap(\.texts)
            let client = Client(emulator: emulator, world: "/__world/a")
            client.add(#"{"do":{"paging":"\#(fault)"}}"#)
            let walk = try client.walk(list, size: size, atMost: 20)
            let texts = walk.flatMap(\.texts)
            var seen: Set<String> = []
            let distinct = texts.filter { seen.insert($0).inserted }
            let name: Comment = "\(fault) at \(size)"
            switch fault {
            case "page-overlaps":
                #expect(distinct == all, name)
                #expect(texts.count > all.count, name)
            case "page-skips":
                // Of each page the first item, and so many follow as a page has.
                let kept = all.indices.filter { $0 % (size + 1) != 0 }.map { all[$0] }
                #expect(texts == kept, name)
            default: #expect(texts == all, name)
            }
            if fault == "page-empty" {
                let empty = walk.prefix(6).map(\.items.isEmpty)
                #expect(empty == [true, false, true, false, true, false], name)
            }
        }
    }
}

import Emulation
import Foundation
import JSON
import Seatfiller

/// Clients that walk at random while data changes at random, and a slow and simple count of what each
/// walk has served and left: after each change every list is read anew from a twin.
struct TraversalModel {
    enum Listed: Hashable, CaseIterable {
        case seatsOfAnn, seatsOfBob, seatsOfProduct, inventory, removedInventory, customers, jobs,
            someJobs

        var isNumbered: Bool { [.customers, .jobs, .someJobs].contains(self) }

        func request(_ world: String, page: String?, size: Int, _ walker: Int) -> Emulator.Request {
            let jobs =
                "/partner/external/v3/general/customers/\(TraversalModel.customer(0))/avpt-products/jobs/batch"
            let (path, filter, body) =
                switch self {
                case .seatsOfAnn: ("/V1/Users/ann@contoso.com/Seats", "", "")
                case .seatsOfBob: ("/V1/Users/bob@contoso.com/Seats", "", "")
                case .seatsOfProduct: ("/V1/Inventory/P0/1/Seats", "", "")
                case .inventory: ("/V1/Inventory", "", "")
                case .removedInventory: ("/V1/Inventory", "&IncludeRemoved=true", "")
                case .customers: ("/partner/external/v3/general/customers/batch", "", "{}")
                case .jobs: (jobs, "", "{}")
                case .someJobs: (jobs, "", #"{"jobType":7}"#)
                }
            let paging =
                isNumbered
                ? "pageSize=\(size)&pageIndex=\(page ?? "1")"
                : "maxResults=\(size)" + (page.map { "&continuationToken=\($0)" } ?? "")
            return Emulator.Request(
                isNumbered ? "POST" : "GET", "/__world/\(world)\(path)?\(paging)\(filter)",
                headers: [("Authorization", "Bearer walker-\(walker)")], body: body)
        }

        func items(_ page: JSON) -> [String] {
            func text(_ item: JSON, _ names: String...) -> String {
                names.map { item[$0]?.string ?? "?" }.joined(separator: "/")
            }
            return switch self {
            case .seatsOfAnn, .seatsOfBob:
                page["seats"]?.elements.map {
                    text($0["productKey"] ?? .null, "productId", "skuId")
                } ?? []
            case .seatsOfProduct: page["seats"]?.elements.map { text($0, "assignedTo") } ?? []
            case .inventory, .removedInventory:
                page["inventoryEntries"]?.elements.map {
                    text($0["productKey"] ?? .null, "productId", "skuId")
                } ?? []
            case .customers: page["data"]?.elements.map { text($0, "id") } ?? []
            case .jobs, .someJobs: page["data"]?.elements.map { text($0, "jobId") } ?? []
            }
        }

        /// What the next page is named by; nil at the end.
        func next(_ page: JSON, after number: Int, size: Int) -> String? {
            guard isNumbered else { return page["continuationToken"]?.string }
            let count = page["metadata"]?["totalCount"]?.integer ?? 0
            return number * size < Int(count) ? String(number + 1) : nil
        }
    }

    /// A walk as it ought to be judged.
    struct Walk {
        let world: String
        let list: Listed
        let walker: Int
        let id: Int
        let size: Int
        var pages = 0
        var served: [String: Int] = [:]
        /// What has been in the list since the first answer.
        var stable: Set<String>
        /// The same at the latest answer.
        var due: Set<String> = []
        var next: String?
        var latest: String?
        /// What it would have asked for next when its list was begun anew.
        var left: String?
        var hasEnded = false
        var isRestarted = false
        /// Whether data was replaced since the first page, and whether it has gone on then.
        var isReplaced = false
        var isUnjudged = false

        func expected(isOver: Bool) -> String {
            let missed =
                isUnjudged || pages == 0
                ? "nil"
                : String(due.subtracting(served.keys).count)
            let verdict =
                isUnjudged
                ? "unjudged"
                : hasEnded
                    ? missed == "0" ? "complete" : "incomplete"
                    : isRestarted || isOver ? "incomplete" : "running"
            return
                "\(id) \(verdict) pages \(pages) served \(served.values.reduce(0, +)) distinct \(served.count) "
                + "missed \(missed) repeated \(served.values.count { $0 > 1 })"
        }
    }

    static func customer(_ number: Int) -> String {
        "00000000-0000-0000-0000-0000000000" + String(format: "%02d", number)
    }

    private let emulator: Emulator
    private let twin: Emulator
    private var dice: Dice
    private var walks: [Walk] = []
    private var requestCounts: [String: Int] = [:]
    private var latestNumber = 100
    private static let worlds = ["a", "b"]

    init(seed: UInt64) throws {
        var settings = Settings()
        settings.clock = Instant("2026-11-21T12:00:00Z")
        settings.seeds = [.json(Self.seed)]
        emulator = try Emulator(settings)
        twin = try Emulator(settings)
        dice = Dice(state: seed)
    }

    private static var seed: String {
        let users = ["ann", "bob", "eve", "joe", "kim"].map {
            #"{"userName":"\#($0)@contoso.com"}"#
        }
        let products = (0..<12).map {
            #"{"productKey":{"productId":"P\#($0)","skuId":"1"},"distributionPolicy":"open"}"#
        }
        let jobs = (0..<8).map { #"{"jobType":\#($0 % 2 == 0 ? 7 : 0),"jobId":"J\#($0)"}"# }
        let customers = (0..<5).map { number in
            #"{"id":"\#(customer(number))","organization":"C\#(number)""#
                + (number == 0 ? #","jobs":[\#(jobs.joined(separator: ","))]}"# : "}")
        }
        return #"""
            {"storeForBusiness":[{"tenantId":"6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10",
            "users":[\#(users.joined(separator: ","))],
            "inventory":[\#(products.joined(separator: ","))]}],
            "elements":{"customers":[\#(customers.joined(separator: ","))]}}
            """#
    }

    /// - Returns: the differences.
    mutating func run(steps: Int) throws -> [String] {
        for step in 0..<steps {
            let world = Self.worlds[Int.random(in: 0..<2, using: &dice)]
            switch Int.random(in: 0..<100, using: &dice) {
            case 0: replace(world, "reset", "POST", "/__admin/reset")
            case 1: replace(world, "keep", "PUT", "/__admin/snapshots/s")
            case 2: replace(world, "restore", "POST", "/__admin/snapshots/s/restore")
            case 3..<30: write(world)
            case 30..<45: begin(world)
            case 45..<52: goOn(repeating: true)
            default: goOn(repeating: false)
            }
            if step % 97 == 0 || step == steps - 1 {
                let found = try differences(isOver: step == steps - 1)
                guard found.isEmpty else { return found.map { "step \(step): \($0)" } }
            }
        }
        return []
    }

    // MARK: What happens

    private mutating func begin(_ world: String) {
        let walker = Int.random(in: 0..<4, using: &dice)
        guard let list = Listed.allCases.randomElement(using: &dice) else { return }
        for index in walks.indices
        where walks[index].world == world && walks[index].list == list
            && walks[index].walker == walker
        {
            if !walks[index].hasEnded {
                walks[index].isRestarted = true
                walks[index].left = walks[index].next ?? walks[index].left
            }
            walks[index].next = nil
            walks[index].latest = nil
        }
        let size = Int.random(in: 1...5, using: &dice)
        walks.append(
            Walk(
                world: world, list: list, walker: walker, id: requestCounts[world, default: 0] + 1,
                size: size,
                stable: members(of: list, in: world)))
        ask(walks.count - 1, page: nil)
    }

    private mutating func goOn(repeating: Bool) {
        let able = walks.indices.filter {
            repeating ? walks[$0].latest != nil : walks[$0].next != nil
        }
        guard let index = able.randomElement(using: &dice) else { return }
        let page = repeating ? walks[index].latest : walks[index].next
        // Nobody can tell whether it repeats a page or goes on where it left the list before.
        guard !repeating || !hasLeft(walks[index], at: page) else { return }
        ask(index, page: page)
    }

    private func hasLeft(_ walk: Walk, at page: String?) -> Bool {
        walks.contains {
            $0.world == walk.world && $0.list == walk.list && $0.walker == walk.walker
                && $0.left == page
        }
    }

    private mutating func ask(_ index: Int, page: String?) {
        var walk = walks[index]
        requestCounts[walk.world, default: 0] += 1
        let answer = emulator.respond(
            to: walk.list.request(walk.world, page: page, size: walk.size, walk.walker))
        guard answer.status == 200, let content = try? JSON(parsing: Array(answer.body.utf8)) else {
            return
        }
        if walk.isReplaced { walk.isUnjudged = true }
        walk.pages += 1
        for item in walk.list.items(content) { walk.served[item, default: 0] += 1 }
        walk.due = walk.stable
        walk.latest = page
        walk.next = walk.list.next(content, after: Int(page ?? "1") ?? 1, size: walk.size)
        if walk.next == nil { walk.hasEnded = true }
        walks[index] = walk
    }

    private mutating func replace(_ world: String, _ kind: String, _ method: String, _ path: String)
    {
        let request = Emulator.Request(method, "/__world/\(world)\(path)")
        let answer = emulator.respond(to: request)
        _ = twin.respond(to: request)
        guard answer.status == 200, kind != "keep" else { return }
        if kind == "reset" {
            walks.removeAll { $0.world == world }
            requestCounts[world] = 0
        } else {
            for index in walks.indices where walks[index].world == world {
                walks[index].isReplaced = true
            }
        }
        observe(world)
    }

    private mutating func write(_ world: String) {
        let user = ["ann", "bob", "eve", "joe", "kim"].randomElement(using: &dice) ?? ""
        let product = Int.random(in: 0..<12, using: &dice)
        let number = Int.random(in: 0..<8, using: &dice)
        latestNumber += 1
        let sql: String
        switch Int.random(in: 0..<12, using: &dice) {
        case 0..<5:
            let method = Bool.random(using: &dice) ? "POST" : "DELETE"
            requestCounts[world, default: 0] += 1
            return both(
                world, method,
                "/V1/Inventory/P\(Bool.random(using: &dice) ? 0 : product)/1/Seats/\(user)@contoso.com"
            )
        case 5:
            sql =
                "UPDATE store_inventory SET status = CASE status WHEN 'active' THEN 'removed' ELSE 'active' END "
                + "WHERE product_id = 'P\(max(1, product))'"
        case 6:
            sql =
                "INSERT INTO elements_customers (id, organization) "
                + "VALUES ('\(Self.customer(latestNumber % 90 + 10))', 'New') ON CONFLICT DO NOTHING"
        case 7: sql = "DELETE FROM elements_customers WHERE id = '\(Self.customer(number + 10))'"
        case 8:
            sql =
                "UPDATE elements_jobs SET content = json_set(content, '$.jobType', "
                + "CASE json_extract(content, '$.jobType') WHEN 7 THEN 0 ELSE 7 END) "
                + "WHERE json_extract(content, '$.jobId') = 'J\(number)'"
        case 9:
            sql = "DELETE FROM elements_jobs WHERE json_extract(content, '$.jobId') = 'J\(number)'"
        case 10:
            sql =
                "INSERT INTO elements_jobs (customer_id, content) VALUES ('\(Self.customer(0))', "
                + "'{\"jobType\":7,\"jobId\":\"N\(latestNumber)\"}')"
        default:
            sql = "DELETE FROM store_seats WHERE product_id = 'P\(product)'"
        }
        both(world, "POST", "/__admin/seed", sql)
    }

    private mutating func both(
        _ world: String, _ method: String, _ path: String, _ sql: String = ""
    ) {
        let request = Emulator.Request(
            method, "/__world/\(world)\(path)",
            headers: sql.isEmpty ? [] : [("Content-Type", "application/sql")], body: sql)
        _ = emulator.respond(to: request)
        _ = twin.respond(to: request)
        observe(world)
    }

    // MARK: What it comes to

    /// Drops from each walk what is no longer in its list.
    private mutating func observe(_ world: String) {
        var known: [Listed: Set<String>] = [:]
        for index in walks.indices where walks[index].world == world && !walks[index].isUnjudged {
            let list = walks[index].list
            let present = known[list] ?? members(of: list, in: world)
            known[list] = present
            walks[index].stable.formIntersection(present)
        }
    }

    private func members(of list: Listed, in world: String) -> Set<String> {
        var members: Set<String> = []
        var page: String?
        var number = 1
        while true {
            let answer = twin.respond(to: list.request(world, page: page, size: 100, 0))
            guard let content = try? JSON(parsing: Array(answer.body.utf8)) else { return members }
            members.formUnion(list.items(content))
            guard let next = list.next(content, after: number, size: 100) else { return members }
            page = next
            number += 1
        }
    }

    /// Of the latest walks; at the end, of all.
    private func differences(isOver: Bool) throws -> [String] {
        let most = isOver ? 10_000 : 200
        var differences: [String] = []
        for world in Self.worlds {
            if isOver {
                let clock = Emulator.Request(
                    "PUT", "/__world/\(world)/__admin/clock", body: #"{"advanceSeconds":30}"#)
                _ = emulator.respond(to: clock)
            }
            let answer = emulator.respond(
                to: .get("/__world/\(world)/__admin/traversals?limit=\(most)"))
            let found = try JSON(parsing: Array(answer.body.utf8))["traversals"]?.elements ?? []
            let texts = found.reversed().map { traversal in
                func number(_ name: String) -> String {
                    traversal[name]?.integer.map { "\($0)" } ?? "nil"
                }
                return
                    "\(number("id")) \(traversal["verdict"]?.string ?? "") pages \(number("pages")) "
                    + "served \(number("served")) distinct \(number("distinct")) "
                    + "missed \(number("missed")) repeated \(number("repeated"))"
            }
            let expected = walks.filter { $0.world == world }.suffix(most)
                .map { $0.expected(isOver: isOver) }
            for (one, other) in zip(texts, expected) where one != other {
                differences.append("\(world): found \(one), expected \(other)")
            }
            if texts.count != expected.count {
                differences.append(
                    "\(world): \(texts.count) traversals, expected \(expected.count)")
            }
        }
        return differences
    }
}

/// Chance that comes out the same for the same seed.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}

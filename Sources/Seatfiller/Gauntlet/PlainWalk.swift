import Emulation
import HTTP
import JSON

/// What the plain walk has told of a client and its list.
struct PlainWalk: Sendable {
    let list: WalkedList
    let subject: GauntletSubject
    let items: [String]
    /// How many pages the client asked for.
    let pages: Int
    /// How many items a page has.
    let pageSize: Int
    /// A product that the user does not have and others can assign.
    let assignable: String?
    /// Whether the client asked for an access token.
    let signsIn: Bool

    /// Why there is no walk to compare others with.
    struct Missing: Error {
        /// For the case's row.
        let happened: String
        /// What a person should know and do.
        let remark: String
    }

    /// - Parameters:
    ///   - first: the client's first page of the list.
    ///   - run: in a world that nobody needs any longer.
    init(
        from first: Emulator.World.Journal.Entry, _ run: ClientRun, of kind: ListKind,
        _ subject: GauntletSubject, in emulator: Emulator
    ) throws(SeatfillerError) {
        let entries = run.world.journal.entries
        let asked = entries.filter { $0.operation?.rawValue == kind.operation }
        signsIn = entries.contains { entry in
            ["entra.", "avepoint."].contains { entry.operation?.rawValue.hasPrefix($0) == true }
        }
        let list = WalkedList(first, of: kind)
        self.list = list
        self.subject = subject
        let items = try list.items(in: run.world, of: emulator)
        self.items = items
        let size = Target(first.target).argument(kind.pagingParameters.size).flatMap { Int($0) }
        let pageSize = min(100, max(1, size ?? (kind.isNumbered ? 50 : 25)))
        self.pageSize = pageSize
        // Some ask for a page behind the last.
        let full = max(1, (items.count + pageSize - 1) / pageSize)
        pages = min(full, asked.count { $0.status == 200 && list.isAskedFor(by: $0) })
        assignable =
            kind.isOfSeats
            ? Self.assignable(to: subject.user, beside: items, in: run.world) : nil
    }

    /// The first page of the list that a client got.
    static func firstPage(
        _ run: ClientRun, _ kind: ListKind
    ) throws(Missing) -> Emulator.World.Journal.Entry {
        guard run.hasKeptWorld else {
            throw Missing(
                happened: ClientRun.lostWorld, remark: "the client \(ClientRun.lostWorld)")
        }
        let entries = run.world.journal.entries
        let asked = entries.filter { $0.operation?.rawValue == kind.operation }
        guard !asked.isEmpty else {
            throw Missing(
                happened: "asked for no page", remark: complaint(entries, run, kind))
        }
        guard let first = asked.first(where: { $0.status == 200 }) else {
            throw Missing(
                happened: "got no page",
                remark: "the client got no page of \(kind.operation)")
        }
        return first
    }

    /// What a person should know of it before trusting the cases; nil for nothing.
    var remark: String? {
        guard pages < 3 else { return nil }
        let pages = "\(pages) page\(pages == 1 ? "" : "s") of up to \(pageSize) items"
        return "the plain walk has \(pages), so little can go wrong; give a seed with a longer "
            + "list, or let the client ask for smaller pages"
    }

    private static func complaint(
        _ entries: [Emulator.World.Journal.Entry], _ run: ClientRun, _ kind: ListKind
    ) -> String {
        var asked: [String] = []
        for name in entries.compactMap(\.operation?.rawValue) where !asked.contains(name) {
            asked.append(name)
        }
        if run.isHung {
            return "the client had not asked for a page of \(kind.operation) when its time was "
                + "over; give a longer --timeout"
        }
        let text =
            entries.isEmpty
            ? "the client asked for nothing; lead it to {url}, or to SEATFILLER_URL"
            : "the client asked for no page of \(kind.operation)"
                + (asked.isEmpty ? "" : " but for \(asked.joined(separator: ", "))")
                + "; name its list with --operation"
        return text + (run.failure.map { " (\($0))" } ?? "")
    }

    private static func assignable(
        to user: String?, beside items: [String], in world: Emulator.World
    ) -> String? {
        guard let user,
            let kind = ListKind.all.first(where: { $0.operation == "store.getInventory" })
        else { return nil }
        let answer = world.respond(to: .get("/V1/Inventory?maxResults=100"))
        do throws(JSONError) {
            let entries = try JSON(parsing: Array(answer.body.utf8))[kind.items]?.elements ?? []
            return entries.compactMap(kind.identity).first { product in
                guard !items.contains(product) else { return false }
                let path = GauntletSubject.seat(of: product, user)
                return world.respond(to: Emulator.Request("POST", path)).status == 200
            }
        } catch {
            return nil
        }
    }
}

extension PlainWalk {
    /// A fault of the walked list, as the control plane takes it.
    func fault(_ effect: JSON, on page: GauntletCase.Page?, times: Int64?) -> JSON {
        var match = [JSON.Member(name: "operation", value: .string(list.kind.operation))]
        switch page {
        case nil: break
        case .number(let number): match.append(.init(name: "page", value: .integer(number)))
        case .last: match.append(.init(name: "page", value: .integer(Int64(pages))))
        }
        var members = [JSON.Member(name: "match", value: .object(match))]
        if let times { members.append(.init(name: "when", value: ["times": .integer(times)])) }
        return .object(members + [.init(name: "do", value: effect)])
    }

    /// The path of the user's seat of a product.
    func seat(_ item: String) -> String? {
        subject.user.map { GauntletSubject.seat(of: item, $0) }
    }

    /// What others do to the list before the second page is answered.
    func requests(for change: GauntletCase.Change) -> [JSON]? {
        switch change {
        case .reclaimedBehind: items.first.flatMap(seat).map { [Self.request("DELETE", $0)] }
        case .reclaimedAhead: items.last.flatMap(seat).map { [Self.request("DELETE", $0)] }
        case .assignedAhead: assignable.flatMap(seat).map { [Self.request("POST", $0)] }
        case .assignedBehind:
            // Seats come in the order of their dates.
            assignable.flatMap(seat).map { path in
                [
                    [
                        "method": "PUT", "path": "/__admin/clock",
                        "body": ["now": "2000-01-01T00:00:00Z", "frozen": .bool(true)],
                    ],
                    Self.request("POST", path), Self.request("DELETE", "/__admin/clock"),
                ]
            }
        }
    }

    private static func request(_ method: String, _ path: String) -> JSON {
        ["method": .string(method), "path": .string(path)]
    }
}

import System

/// The latest walks along the lists of one path, oldest first. A request goes on with one of them.
///
/// Every page of a list asks here which walk it belongs to. So what decides that stands together,
/// and no walk has to be searched for it.
struct OpenWalks {
    private var all: [OpenWalk] = []

    /// How many are kept.
    private static let most = 256

    var isEmpty: Bool { all.isEmpty }

    /// The id of the walk that a request goes on with; nil if it begins one.
    ///
    /// - Parameter hasIssued: whether the token of the request led to a page of a walk or began it.
    func walk(of step: Step, hasIssued: (Int64) -> Bool) -> Int64? {
        var best: (rank: Int, id: Int64)?
        for walk in all.reversed() {
            guard let rank = walk.rank(of: step), rank > best?.rank ?? -1 else { continue }
            best = (rank, walk.id)
            if rank == OpenWalk.greatestRank { break }
        }
        // Perhaps it asks for an earlier page again. Only then are all tokens searched. Those of
        // another client say nothing: the walk that this one goes on with may be forgotten.
        guard case .token = step.visit.asked, best?.rank != OpenWalk.greatestRank else {
            return best?.id
        }
        for walk in all.reversed()
        where walk.owner == step.client && walk.rankOfRepetition(step) > best?.rank ?? -1 {
            if hasIssued(walk.id) { best = (walk.rankOfRepetition(step), walk.id) }
        }
        return best?.id
    }

    /// The id of the latest walk of a client.
    func latest(of client: Client) -> Int64? { all.last { $0.owner == client }?.id }

    mutating func add(_ walk: Traversal) {
        if walk.last.asked == .first { supersede(by: OpenWalk(walk)) }
        if all.count >= Self.most {
            // The one that is the least likely to go on.
            let place = all.firstIndex { $0.isSuperseded } ?? all.firstIndex { $0.hasEnded }
            all.remove(at: place ?? 0)
        }
        all.append(OpenWalk(walk))
    }

    /// Notes that the client of a walk has begun a list anew.
    private mutating func supersede(by walk: OpenWalk) {
        for index in all.indices where all[index].isBegunAnew(by: walk) {
            all[index].isSuperseded = true
        }
    }

    /// Notes that a walk has gone on.
    mutating func update(_ walk: Traversal) {
        guard let index = all.firstIndex(where: { $0.id == walk.id }) else { return }
        all[index].take(walk)
    }

    mutating func remove(_ id: Int64) {
        all.removeAll { $0.id == id }
    }
}

/// What decides whether a request goes on with a walk.
private struct OpenWalk {
    let id: Int64
    let owner: Client
    private let filter: Fingerprint
    /// Its last request, without the items.
    private var last: Visit
    /// The token of its last page.
    private(set) var next: Fingerprint?
    private(set) var hasEnded: Bool
    /// Whether it has asked for its first page, and got none yet.
    private var waitsForFirst: Bool
    private(set) var hasOnePage: Bool
    /// Whether it is unlikely to go on, because its client has begun anew on the same connection.
    var isSuperseded = false

    init(_ walk: Traversal) {
        id = walk.id
        owner = walk.owner
        filter = walk.list.filter
        last = walk.last
        (hasEnded, waitsForFirst, hasOnePage) = (false, false, false)
        take(walk)
    }

    mutating func take(_ walk: Traversal) {
        last = walk.last
        last.items = []
        // A client that got no page asks for it again.
        if last.isServed { next = last.next }
        hasEnded = walk.hasReachedEnd
        waitsForFirst = walk.waitsForFirst
        hasOnePage = walk.pageCount == 1
    }

    /// Whether another walk is of the same client, along the same list and on the same connection.
    func isBegunAnew(by walk: OpenWalk) -> Bool {
        last.connection == walk.last.connection && owner == walk.owner && filter == walk.filter
    }

    // MARK: Ranks

    /// What a walk expects counts more than its connection: a client that makes no mistake asks for
    /// nothing else, and with a pool of connections it may use any of them.
    private static let sameOwner = 16, expected = 8, likely = 4, sameConnection = 2
    static let greatestRank = likely + sameOwner + sameConnection + expected

    /// How well a request goes on with this walk; nil if it does not.
    func rank(of step: Step) -> Int? {
        let isNext: Bool
        switch step.visit.asked {
        case .first:
            guard waitsForFirst || hasOnePage && step.visit.leaves(last), owner == step.client,
                filter == step.list.filter
            else { return nil }
            isNext = true
        case .token(let token):
            guard next == token else { return nil }
            isNext = true
        case .number(let asked):
            guard owner == step.client, filter == step.list.filter else { return nil }
            let next = last.isServed ? last.number.saturatingAdd(1) : last.number
            isNext = !hasEnded && asked == next
        }
        return rankOfRepetition(step) + (isNext ? Self.expected : 0)
    }

    /// How well a request goes on with this walk if it asks for a page again.
    func rankOfRepetition(_ step: Step) -> Int {
        (isSuperseded ? 0 : Self.likely) + (owner == step.client ? Self.sameOwner : 0)
            + (last.connection == step.visit.connection ? Self.sameConnection : 0)
    }
}

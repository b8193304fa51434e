import System

/// The latest walks along the lists of one path, in no order.
///
/// Every page of a list asks here which walk it belongs to. So what decides that stands together,
/// and no walk has to be searched for it.
struct OpenWalks {
    private var all: [OpenWalk] = []
    /// When a walk was last given up that may go on, in microseconds of the process. Its requests
    /// are taken for those of others then.
    private var crowdedAt: Int64?

    /// How many are kept.
    static let most = 256
    /// How long a client is thought to go on, in microseconds of the process.
    private static let patience: Int64 = 30_000_000

    var isEmpty: Bool { all.isEmpty }

    /// The id of the walk that a request goes on with; nil if it begins one. Of several that are as
    /// likely, it is the latest.
    ///
    /// - Parameter hasIssued: whether the token of the request led to a page of a walk or began it.
    func walk(of step: Step, hasIssued: (Int64) -> Bool) -> Int64? {
        var next: (rank: Int, id: Int64)?
        for walk in all {
            guard let rank = walk.rank(of: step) else { continue }
            if (rank, walk.id) > next ?? (-1, 0) { next = (rank, walk.id) }
        }
        // Perhaps it asks for an earlier page again. Only then are all tokens searched. Those of
        // another client say nothing: the walk that this one goes on with may be forgotten.
        guard case .token = step.visit.asked, next?.rank != OpenWalk.greatestRank else {
            return next?.id
        }
        let others = all.filter {
            $0.owner == step.client && $0.rankOfRepetition(step) > next?.rank ?? -1
        }.map { (rank: $0.rankOfRepetition(step), id: $0.id) }
        return others.sorted(by: >).first { hasIssued($0.id) }?.id ?? next?.id
    }

    /// The id of the latest walk of a client.
    func latest(of client: Client) -> Int64? {
        all.filter { $0.owner == client }.map(\.id).max()
    }

    /// Whether nobody can know, now, which walk a request goes on with.
    func isCrowded(at now: Int64) -> Bool { crowdedAt.map { now < $0 + Self.patience } ?? false }

    /// Adds a walk. If there are too many, it takes the place of the one that is the least likely
    /// to go on.
    ///
    /// - Returns: the ids of the walks whose requests can no longer be told from those of others,
    ///   because too many may go on.
    mutating func add(_ walk: Traversal) -> [Int64] {
        let now = walk.last.began
        let idle = now - Self.patience
        let walk = OpenWalk(walk)
        if walk.hasBegun {
            for index in all.indices where all[index].isBegunAnew(by: walk) {
                all[index].isSuperseded = true
            }
        }
        var crowded: [Int64] = []
        if all.count >= Self.most {
            let place = leastLikely(ifIdleSince: idle)
            if all[place].likelihood(ifIdleSince: idle).rank == OpenWalk.mayGoOn {
                // So may all others.
                crowded = all.map(\.id)
                crowdedAt = now
            }
            all[place] = walk
        } else {
            all.append(walk)
        }
        return isCrowded(at: now) ? crowded + [walk.id] : []
    }

    /// The place of the walk that is the least likely to go on.
    private func leastLikely(ifIdleSince time: Int64) -> Int {
        all.indices.min {
            all[$0].likelihood(ifIdleSince: time) < all[$1].likelihood(ifIdleSince: time)
        } ?? 0
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
///
/// It has no reference, because every page of a list looks at all of them.
private struct OpenWalk: BitwiseCopyable {
    let id: Int64
    let owner: Client
    private let filter: Fingerprint
    /// Of its last request.
    private var last: PageWait
    private var number: Int64
    private var isServed: Bool
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
        last = walk.last.wait
        number = 0
        (isServed, hasEnded, waitsForFirst, hasOnePage) = (false, false, false, false)
        take(walk)
    }

    mutating func take(_ walk: Traversal) {
        let visit = walk.last
        (last, number, isServed) = (visit.wait, visit.number, visit.isServed)
        // A client that got no page asks for it again.
        if isServed { next = visit.next }
        hasEnded = walk.hasReachedEnd
        waitsForFirst = walk.waitsForFirst
        hasOnePage = walk.pageCount == 1
    }

    /// Whether its last request is for the first page.
    var hasBegun: Bool { last.asked == .first }

    /// The greatest rank of likelihood.
    static let mayGoOn = 3

    /// How likely it is to go on, compared with another walk along the lists of its path.
    ///
    /// - Parameter time: who has asked for nothing since then is thought to have given up, in
    ///   microseconds of the process.
    func likelihood(ifIdleSince time: Int64) -> (rank: Int, id: Int64) {
        (isSuperseded ? 0 : hasEnded ? 1 : last.until < time ? 2 : Self.mayGoOn, id)
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
            let next = isServed ? number.saturatingAdd(1) : number
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

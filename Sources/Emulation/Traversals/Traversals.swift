import HTTP
import System

/// The walks along lists in a world: which requests belong together.
///
/// What a walk has read and left is found out when somebody asks, so a page costs no more than a
/// note of what it served.
struct Traversals {
    /// In the order of their ids. Those that are forgotten have no bytes.
    private var all: ContiguousArray<Traversal> = []
    private var forgottenCount = 0
    /// The walks that may go on, by the operation and the path of their list.
    private var open: [Fingerprint: OpenWalks] = [:]
    /// The clients behind credentials.
    private var clients: [Int: Client] = [:]
    /// Where the next walk is looked for that can be forgotten.
    private var hand = 0
    private(set) var byteCount = 0
    /// How many have been forgotten for want of room.
    private(set) var droppedCount: Int64 = 0

    /// The largest number of clients that are known by their credentials.
    private static let mostClients = 1000

    /// The walks that are kept, oldest first.
    var kept: [Traversal] { all.filter { $0.byteCount > 0 } }

    /// Goes on with the walk that a request belongs to, or begins one with it.
    ///
    /// - Parameters:
    ///   - request: the request itself.
    ///   - id: of its entry in the journal.
    ///   - most: how many bytes all walks may take.
    /// - Returns: the id of the walk.
    mutating func take(
        _ step: consuming Step, of request: borrowing Request, as id: Int64, atMost most: Int
    ) -> Int64 {
        step.visit.entry = id
        if step.visit.credential != 0 { step.client = owner(of: request, step.visit.credential) }
        let walk = goOn(step) ?? begin(step, as: id)
        if byteCount > most { makeRoom(atMost: most, keeping: walk) }
        return walk
    }

    private mutating func owner(of request: borrowing Request, _ credential: Int) -> Client {
        if let known = clients[credential] { return known }
        let owner = Client.owner(of: copy request)
        if clients.count >= Self.mostClients { clients = [:] }
        clients[credential] = owner
        return owner
    }

    // MARK: Which walk

    private mutating func goOn(_ step: Step) -> Int64? {
        guard let place = open.index(forKey: step.list.place) else { return nil }
        var visit = step.visit
        var id: Int64?
        if case .token(let token) = visit.asked {
            id = open.values[place].walk(of: step) { id in
                index(of: id).map { all[$0].hasIssued(token) } == true
            }
            if let index = id.flatMap(index(of:)) {
                if visit.number == 0 { visit.number = all[index].number(behind: token) }
            } else if step.isRefused {
                id = open.values[place].latest(of: step.client)
                visit.isForeign = true
            }
        } else {
            id = open.values[place].walk(of: step) { _ in false }
        }
        guard let id, let index = index(of: id) else { return nil }
        byteCount -= all[index].byteCount
        all[index].append(visit, step.page)
        if open.values[place].isCrowded(at: visit.began) { all[index].isCrowded = true }
        byteCount += all[index].byteCount
        open.values[place].update(all[index])
        return id
    }

    private mutating func begin(_ step: Step, as id: Int64) -> Int64 {
        var step = step
        var beganElsewhere = false
        if case .token = step.visit.asked {
            step.visit.isForeign = step.isRefused
            beganElsewhere = !step.isRefused
        }
        let walk = Traversal(id, step, beganElsewhere: beganElsewhere)
        byteCount += walk.byteCount
        let crowded = open[step.list.place, default: OpenWalks()].add(walk)
        all.append(walk)
        for id in crowded {
            if let index = index(of: id) { all[index].isCrowded = true }
        }
        return id
    }

    /// The place of a walk, unless it is forgotten.
    private func index(of id: Int64) -> Int? {
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < all.count && all[low].id == id && all[low].byteCount > 0 ? low : nil
    }

    // MARK: Room

    /// Forgets the walks that have not gone on for the longest time.
    ///
    /// - Parameter id: the walk that is kept, if need be without what it has read.
    mutating func makeRoom(atMost most: Int, keeping id: Int64? = nil) {
        while byteCount > most {
            let count = all.count - forgottenCount
            if count == 0 { return }
            if count == 1, let id, let index = index(of: id) {
                byteCount -= all[index].byteCount
                all[index].shorten()
                byteCount += all[index].byteCount
                return
            }
            if hand >= all.count { hand = 0 }
            if all[hand].byteCount > 0, all[hand].id != id {
                if all[hand].isFresh {
                    all[hand].isFresh = false
                } else {
                    forget(hand)
                }
            }
            hand += 1
        }
        guard forgottenCount > 64, forgottenCount > all.count / 4 else { return }
        let ahead = all[..<min(hand, all.count)].count { $0.byteCount == 0 }
        hand -= ahead
        all.removeAll { $0.byteCount == 0 }
        forgottenCount = 0
    }

    private mutating func forget(_ index: Int) {
        let walk = all[index]
        byteCount -= walk.byteCount
        all[index].empty()
        forgottenCount += 1
        droppedCount += 1
        open[walk.list.place]?.remove(walk.id)
        if open[walk.list.place]?.isEmpty == true { open[walk.list.place] = nil }
    }

    mutating func removeAll() {
        self = Traversals()
    }

    /// Keeps what has been counted of a walk, unless it has gone on meanwhile.
    mutating func settle(_ id: Int64, _ counts: ItemCounts, visitCount: Int) {
        guard let index = index(of: id), all[index].visitCount == visitCount else { return }
        all[index].counts = counts
    }
}

/// The walks along pages that are under way in a world, each named after its first request.
///
/// What a page is asked for by is kept as its hash alone: of 64 bits, so that no two of ten
/// thousand are alike.
struct Traversals {
    /// A page: what it was asked for by, nil for a first one, and what the next one will be.
    struct Step: Sendable {
        fileprivate let key: Int?
        fileprivate let next: Int?

        init(_ page: (key: String?, next: String?)) {
            key = page.key?.hashValue
            next = page.next?.hashValue
        }
    }

    /// The walk that a page belongs to, by what it is asked for by.
    private var walks: [Int: Int64] = [:]
    /// In the order of their arrival, to be forgotten in.
    private var order: [Int] = []
    private var head = 0

    /// Of so many pages the walk is known; the oldest are forgotten.
    private static let most = 10_000

    /// Goes on with the walk that a page belongs to, or begins one with the request of this id.
    ///
    /// - Returns: the walk.
    mutating func take(_ step: Step, id: Int64) -> Int64 {
        let known = step.key.flatMap { walks[$0] }
        // A page of an unknown walk, asked for again.
        if known == nil, let key = step.key { expect(key, id) }
        let walk = known ?? id
        if let next = step.next { expect(next, walk) }
        return walk
    }

    private mutating func expect(_ key: Int, _ walk: Int64) {
        guard walks.updateValue(walk, forKey: key) == nil else { return }
        order.append(key)
        if order.count - head > Self.most {
            walks[order[head]] = nil
            head += 1
        }
        if head > Self.most / 8 {
            order.removeFirst(head)
            head = 0
        }
    }
}

/// The walks along pages that are under way in a world, each named after its first request.
///
/// Only the hashes of keys are kept. They have 64 bits, so no two of ten thousand are equal in
/// practice.
struct Traversals {
    /// The key of a page, and the key of the next page. The first page has no key.
    struct Step: Sendable {
        fileprivate let key: Int?
        fileprivate let next: Int?

        init(_ page: (key: String?, next: String?)) {
            key = page.key?.hashValue
            next = page.next?.hashValue
        }
    }

    /// The walks by the keys of their pages.
    private var walks: [Int: Int64] = [:]
    /// The keys, oldest first, so that the oldest can be forgotten.
    private var order: [Int] = []
    private var head = 0

    /// The largest number of keys. The oldest are forgotten.
    private static let most = 10_000

    /// Continues the walk that a page belongs to, or begins a walk with the request of this id.
    ///
    /// - Returns: the walk.
    mutating func take(_ step: Step, id: Int64) -> Int64 {
        let known = step.key.flatMap { walks[$0] }
        // Asked for again, the page belongs to this walk.
        if known == nil, let key = step.key { expect(key, in: id) }
        let walk = known ?? id
        if let next = step.next { expect(next, in: walk) }
        return walk
    }

    private mutating func expect(_ key: Int, in walk: Int64) {
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

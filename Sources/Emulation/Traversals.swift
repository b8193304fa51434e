/// The walks along pages that are under way in a world, each named after its first request.
///
/// What a page is asked for by is kept as its hash alone: of 64 bits, so that no two of ten
/// thousand are alike.
internal struct Traversals {
    /// A page: what it was asked for by, nil for a first one, and what the next one will be.
    struct Step: Sendable {
        fileprivate let key: Int?
        fileprivate let next: Int?

        init(_ page: (key: String?, next: String?)) {
            key = page.key?.hashValue
            next = page.next?.hashValue
        }
    }

    private struct Place {
        let traversal: Int64
        let page: Int
    }

    private var places: [Int: Place] = [:]
    /// In the order of their arrival, to be forgotten in.
    private var order: [Int] = []
    private var head = 0

    /// Of so many pages it is known what comes next; the oldest are forgotten.
    private static let most = 10_000

    /// The number of the page that is asked for by a key's hash; 1 where its walk is not known.
    func page(of key: Int) -> Int {
        places[key]?.page ?? 1
    }

    /// Goes on with the walk that a page belongs to, or begins one with the request of this id.
    ///
    /// - Returns: the walk.
    mutating func take(_ step: Step, id: Int64) -> Int64 {
        let place = step.key.flatMap { places[$0] } ?? Place(traversal: id, page: 1)
        if let next = step.next {
            expect(next, Place(traversal: place.traversal, page: place.page + 1))
        }
        return place.traversal
    }

    private mutating func expect(_ key: Int, _ place: Place) {
        guard places.updateValue(place, forKey: key) == nil else { return }
        order.append(key)
        if order.count - head > Self.most {
            places[order[head]] = nil
            head += 1
        }
        if head > Self.most / 8 {
            order.removeFirst(head)
            head = 0
        }
    }
}

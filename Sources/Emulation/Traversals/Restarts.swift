/// Which traversals have begun a list anew, and so ended earlier ones of the same client.
struct Restarts {
    private struct Walker: Hashable {
        let client: Client
        let list: AskedList
        /// Nil for any.
        let connection: UInt64?

        init(_ traversal: Traversal, on connection: UInt64?) {
            client = traversal.owner
            list = traversal.list
            self.connection = connection
        }
    }

    /// Those that began with the first page, oldest first.
    private var starts: [Walker: [Int64]] = [:]

    /// - Parameter traversals: all that are kept, oldest first.
    init(among traversals: [Traversal]) {
        for traversal in traversals {
            let first = traversal.first
            guard first.asked == .first else { continue }
            for connection in [nil, first.connection] {
                starts[Walker(traversal, on: connection), default: []].append(traversal.id)
            }
        }
    }

    /// The first traversal that has begun anew since another last went on, and whether one did so
    /// on the same connection; nil if none did.
    func restart(of traversal: Traversal) -> (id: Int64, isOnSameConnection: Bool)? {
        guard let id = start(by: Walker(traversal, on: nil), after: traversal.last.entry) else {
            return nil
        }
        let walker = Walker(traversal, on: traversal.last.connection)
        return (id, start(by: walker, after: traversal.last.entry) != nil)
    }

    private func start(by walker: Walker, after entry: Int64) -> Int64? {
        let starts = starts[walker] ?? []
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= entry { low = middle + 1 } else { high = middle }
        }
        return low < starts.count ? starts[low] : nil
    }
}

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

    /// The latest that began with the first page.
    private var latest: [Walker: Int64] = [:]

    /// - Parameter traversals: all that are kept, oldest first.
    init(among traversals: [Traversal]) {
        for traversal in traversals {
            let first = traversal.first
            guard first.asked == .first else { continue }
            for connection in [nil, first.connection] {
                latest[Walker(traversal, on: connection)] = traversal.id
            }
        }
    }

    /// The traversal that has begun anew since another last went on, and whether one did so on the
    /// same connection; nil if none did.
    func restart(of traversal: Traversal) -> (id: Int64, isOnSameConnection: Bool)? {
        let last = traversal.last
        guard let id = latest[Walker(traversal, on: nil)], id > last.entry else { return nil }
        let other = latest[Walker(traversal, on: last.connection)] ?? 0
        return (id, other > last.entry)
    }
}

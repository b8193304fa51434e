package import HTTP
internal import Synchronization

/// What was asked of a world and answered, the latest requests of it, and the walks along pages
/// that they belong to.
package final class Journal: Sendable {
    /// How much is kept.
    package struct Bounds: Sendable {
        /// 0 for no journal at all.
        package var entries = 10_000
        package var bytes = 16 << 20

        package init() {}
    }

    /// A request and what came of it.
    @dynamicMemberLookup
    package struct Entry: Sendable {
        /// From 1 on.
        package let id: Int64
        /// The walk along pages that the request belongs to: the id of its first request.
        package let traversal: Int64?
        fileprivate let record: JournalRecord

        package subscript<Value>(dynamicMember path: KeyPath<JournalRecord, Value>) -> Value {
            record[keyPath: path]
        }
    }

    private struct State {
        /// Nil where one has been dropped: the first `head` of them.
        var entries: [Entry?] = []
        var head = 0
        var byteCount = 0
        var lastID: Int64 = 0
        var traversals = Traversals()

        var count: Int { entries.count - head }
    }

    private let bounds: Bounds
    private let state = Mutex(State())

    package init(_ bounds: Bounds) {
        self.bounds = bounds
    }

    package var isOn: Bool { bounds.entries > 0 }

    /// Writes down a request and its answer, and goes on with the walk that they belong to; of a
    /// journal that is off only the latter.
    package func write(
        _ request: Request, _ answer: Answer, in world: WorldName, at: Instant,
        taking duration: Duration
    ) {
        // What takes long is done before and behind the lock: other loops wait for it.
        let record =
            isOn ? JournalRecord(request, answer, in: world, at: at, taking: duration) : nil
        let step = answer.page.map(Traversals.Step.init)
        let dropped: JournalRecord? = state.withLock { state in
            if record != nil { state.lastID += 1 }
            let id = state.lastID
            let traversal = step.map { state.traversals.take($0, id: id) }
            guard let record else { return nil }
            state.entries.append(Entry(id: id, traversal: traversal, record: record))
            state.byteCount += record.byteCount
            return makeRoom(in: &state)
        }
        withExtendedLifetime(dropped) {}
    }

    /// Drops the oldest entries that are too many.
    ///
    /// - Returns: the last of them, which is most often the only one.
    private func makeRoom(in state: inout State) -> JournalRecord? {
        var dropped: JournalRecord?
        while state.count > bounds.entries || state.byteCount > bounds.bytes, state.count > 0 {
            dropped = state.entries[state.head]?.record
            state.entries[state.head] = nil
            state.head += 1
            state.byteCount -= dropped?.byteCount ?? 0
        }
        // An eighth of the array is gone: move the rest to its front.
        if state.head > 64, state.head * 8 > state.entries.count {
            state.entries.removeFirst(state.head)
            state.head = 0
        }
        return dropped
    }

    /// The number of the page that is asked for by this key, as far as its walk is known; else 1.
    package func pageNumber(of key: String) -> Int {
        let key = key.hashValue
        return state.withLock { $0.traversals.page(of: key) }
    }

    /// The entries behind an id, oldest first, and how many behind it are gone.
    package func entries(since id: Int64 = 0) -> (entries: [Entry], dropped: Int64) {
        let (kept, oldest) = state.withLock { state in
            let kept = state.entries[state.head...]
            return (kept, kept.first??.id ?? state.lastID + 1)
        }
        let start = min(kept.startIndex + Int(max(0, id + 1 - oldest)), kept.endIndex)
        return (kept[start...].compactMap(\.self), max(0, oldest - 1 - id))
    }

    /// Forgets what is there; ids go on.
    package func clear() {
        state.withLock { state in
            state.entries = []
            state.head = 0
            state.byteCount = 0
        }
    }

    /// Begins anew.
    package func reset() {
        state.withLock { $0 = State() }
    }

    /// How much it holds, and how much it has dropped.
    package var size: (entries: Int, bytes: Int, dropped: Int64) {
        state.withLock { state in
            (state.count, state.byteCount, state.lastID - Int64(state.count))
        }
    }
}

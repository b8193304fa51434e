package import HTTP
import Synchronization
package import System

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

    private struct State {
        /// None of them is empty, or all of its entries dropped.
        var blocks: [JournalBlock] = []
        /// How many entries of the first block have been dropped.
        var droppedCount = 0
        var count = 0
        var byteCount = 0
        var lastID: Int64 = 0
        var traversals = Traversals()

        /// The id of the oldest entry; where there is none, that of the next.
        var oldestID: Int64 { lastID + 1 - Int64(count) }

        /// What the entries take: their records, and where each stands.
        var heldByteCount: Int { byteCount + count * JournalBlock.placeByteCount }
    }

    private let world: WorldName
    private let bounds: Bounds
    private let watch: JournalWatch
    private let charge: MemoryCharge
    private let state = Mutex(State())

    /// - Parameters:
    ///   - watch: who waits for what will be written.
    ///   - memory: what its entries are charged to.
    package init(
        of world: WorldName, _ bounds: Bounds, watch: JournalWatch = JournalWatch(),
        memory: MemoryBudget = .unbounded
    ) {
        charge = MemoryCharge(to: memory)
        self.world = world
        self.bounds = bounds
        self.watch = watch
    }

    /// Writes down a request and its answer, and goes on with the walk that they belong to.
    package func write(
        _ request: Request, _ answer: Answer, at: Instant, taking duration: Duration
    ) {
        guard bounds.entries > 0 else { return }
        // What takes long is done before and behind the lock: other loops wait for it.
        let record = JournalRecord.bytes(of: request, answer, at: at, taking: duration)
        let step = answer.page.map(Traversals.Step.init)
        let dropped: [JournalBlock] = state.withLock { state in
            state.lastID += 1
            let id = state.lastID
            let traversal = step.map { state.traversals.take($0, id: id) }
            if state.blocks.last?.hasRoom(for: record) != true {
                state.blocks.append(JournalBlock(firstID: id, isFirst: state.blocks.isEmpty))
            }
            state.blocks[state.blocks.count - 1].append(record, traversal: traversal)
            state.count += 1
            state.byteCount += record.count
            return makeRoom(in: &state)
        }
        withExtendedLifetime(dropped) {}
        watch.ring(world)
    }

    /// Drops the oldest entries that are too many, and those that the server has no memory for; but
    /// never the latest of them for want of memory.
    ///
    /// - Returns: the blocks that held nothing else.
    private func makeRoom(in state: inout State) -> [JournalBlock] {
        var dropped: [JournalBlock] = []
        while state.count > bounds.entries || state.byteCount > bounds.bytes, state.count > 0 {
            dropOldest(in: &state, &dropped)
        }
        while !charge.fit(state.heldByteCount), state.count > 1 {
            dropOldest(in: &state, &dropped)
        }
        charge.set(state.heldByteCount)
        return dropped
    }

    private func dropOldest(in state: inout State, _ dropped: inout [JournalBlock]) {
        state.byteCount -= state.blocks[0].byteCount(of: state.droppedCount)
        state.count -= 1
        state.droppedCount += 1
        watch.countDropped()
        if state.droppedCount == state.blocks[0].count {
            dropped.append(state.blocks.removeFirst())
            state.droppedCount = 0
        }
    }

    /// Drops the oldest entries until so many bytes are free, or nothing is left.
    func drop(_ byteCount: Int) {
        let dropped: [JournalBlock] = state.withLock { state in
            let rest = state.heldByteCount - byteCount
            var dropped: [JournalBlock] = []
            while state.heldByteCount > rest, state.count > 0 { dropOldest(in: &state, &dropped) }
            charge.set(state.heldByteCount)
            return dropped
        }
        withExtendedLifetime(dropped) {}
    }

    /// The entries behind an id, oldest first, and how many behind it are gone.
    ///
    /// - Parameter id: 0 or more.
    package func entries(since id: Int64 = 0) -> (entries: [Entry], dropped: Int64) {
        let (blocks, oldest) = state.withLock { ($0.blocks, $0.oldestID) }
        let seen = max(oldest - 1, id)
        var entries: [Entry] = []
        for block in blocks {
            let first = Int(max(0, seen - block.firstID + 1))
            guard first < block.count else { continue }
            for index in first..<block.count { entries.append(block.entry(index, in: world)) }
        }
        return (entries, max(0, oldest - 1 - id))
    }

    /// Forgets what is there; ids go on.
    package func clear() {
        state.withLock { state in
            state.blocks = []
            state.droppedCount = 0
            state.count = 0
            state.byteCount = 0
            charge.set(0)
        }
    }

    /// The memory that its entries take.
    var heldByteCount: Int { charge.byteCount }

    /// How much it holds, and how much it has dropped.
    package var size: (entries: Int, bytes: Int, dropped: Int64) {
        state.withLock { state in
            (state.count, state.byteCount, state.lastID - Int64(state.count))
        }
    }
}

package import HTTP
import Synchronization
package import System

/// The latest requests to a world with their answers, and the traversals of lists that they belong
/// to.
package final class Journal: Sendable {
    /// How much a journal keeps.
    package struct Bounds: Sendable {
        /// 0 turns the journal off.
        package var entries = 10_000
        package var bytes = 16 << 20
        /// How many bytes of an answer's content are kept; 0 for no answers.
        package var answerBytes = 2048

        package init() {}
    }

    private struct State {
        /// Every block has an entry that has not been dropped.
        var blocks: [JournalBlock] = []
        /// How many entries of the first block have been dropped.
        var droppedCount = 0
        var count = 0
        var byteCount = 0
        var lastID: Int64 = 0
        var traversals = Traversals()

        /// The id of the oldest entry, or of the next entry if the journal is empty.
        var oldestID: Int64 { lastID + 1 - Int64(count) }

        /// The memory of the entries, which is their records and the place of each, and of the
        /// traversals.
        var heldByteCount: Int {
            byteCount + count * JournalBlock.placeByteCount + traversals.byteCount
        }
    }

    private let world: WorldName
    private let bounds: Bounds
    private let watch: JournalWatch
    private let charge: MemoryCharge
    private let state = Mutex(State())

    /// - Parameters:
    ///   - watch: wakes the calls that wait for new entries.
    ///   - memory: pays for the entries.
    package init(
        of world: WorldName, _ bounds: Bounds, watch: JournalWatch = JournalWatch(),
        memory: MemoryBudget = .unbounded
    ) {
        charge = MemoryCharge(to: memory)
        self.world = world
        self.bounds = bounds
        self.watch = watch
    }

    /// Adds an entry, and goes on with the traversal that it belongs to.
    ///
    /// - Parameters:
    ///   - start: when the request came.
    ///   - lastChange: no later change of the world's data shows in the answer.
    package func write(
        _ request: Request, _ answer: Answer, at: Instant, taking duration: Duration,
        since start: ContinuousClock.Instant = .now, until lastChange: Int = 0
    ) {
        guard bounds.entries > 0 else { return }
        // Slow work is done outside of the lock, because other loops wait for it.
        let record = JournalRecord.bytes(
            of: request, answer, at: at, taking: duration, answerByteCount: bounds.answerBytes)
        let step = Step(
            request, answer, at: at, AnswerTimes(start, taking: duration), until: lastChange)
        let dropped: [JournalBlock] = state.withLock { state in
            state.lastID += 1
            let id = state.lastID
            let traversal = step.map {
                state.traversals.take($0, of: request, as: id, atMost: bounds.bytes)
            }
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

    /// Drops the oldest entries until the journal is within its bounds and the server has memory
    /// for it. The latest entry is never dropped for want of memory.
    ///
    /// - Returns: the blocks that have become empty.
    private func makeRoom(in state: inout State) -> [JournalBlock] {
        var dropped: [JournalBlock] = []
        while state.count > bounds.entries || state.byteCount > bounds.bytes, state.count > 0 {
            dropOldest(in: &state, &dropped)
        }
        while !charge.fit(state.heldByteCount), state.count > 1 {
            dropLarger(in: &state, &dropped)
        }
        charge.set(state.heldByteCount)
        return dropped
    }

    /// Drops the oldest entry or, if they take more, some traversals.
    private func dropLarger(in state: inout State, _ dropped: inout [JournalBlock]) {
        let walked = state.traversals.byteCount
        guard walked > state.byteCount else { return dropOldest(in: &state, &dropped) }
        state.traversals.makeRoom(atMost: walked - 1)
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

    /// Drops the oldest entries until this many bytes are free, or no entry is left.
    func drop(_ byteCount: Int) {
        let dropped: [JournalBlock] = state.withLock { state in
            let rest = state.heldByteCount - byteCount
            var dropped: [JournalBlock] = []
            while state.heldByteCount > rest, state.count > 0 { dropLarger(in: &state, &dropped) }
            charge.set(state.heldByteCount)
            return dropped
        }
        withExtendedLifetime(dropped) {}
    }

    /// The entries with a larger id, oldest first, and how many such entries have been dropped. All
    /// entries if the journal has not come to this id, which is then of a journal before a reset.
    package func entries(since id: Int64 = 0) -> (entries: [Entry], dropped: Int64) {
        let (blocks, oldest, last) = state.withLock { ($0.blocks, $0.oldestID, $0.lastID) }
        let id = id > last ? 0 : id
        let seen = max(oldest - 1, id)
        var entries: [Entry] = []
        for block in blocks {
            let first = Int(max(0, seen - block.firstID + 1))
            guard first < block.count else { continue }
            for index in first..<block.count { entries.append(block.entry(index, in: world)) }
        }
        return (entries, max(0, oldest - 1 - id))
    }

    /// The entry of this id; nil if it is not kept.
    package func entry(_ id: Int64) -> Entry? {
        let (blocks, oldest) = state.withLock { ($0.blocks, $0.oldestID) }
        guard id >= oldest, let block = blocks.last(where: { $0.firstID <= id }) else { return nil }
        let index = Int(id - block.firstID)
        return index < block.count ? block.entry(index, in: world) : nil
    }

    /// Drops all entries. The ids are not used again.
    package func clear() {
        state.withLock { state in
            state.blocks = []
            state.droppedCount = 0
            state.count = 0
            state.byteCount = 0
            charge.set(state.heldByteCount)
        }
    }

    /// The memory that the entries and the traversals take.
    var heldByteCount: Int { charge.byteCount }

    // MARK: Traversals

    /// The traversals that are kept, oldest first.
    var traversals: [Traversal] { state.withLock { $0.traversals.kept } }

    /// How many traversals have been forgotten for want of room.
    var droppedTraversalCount: Int64 { state.withLock { $0.traversals.droppedCount } }

    /// Forgets all traversals.
    func forgetTraversals() {
        state.withLock { state in
            state.traversals.removeAll()
            charge.set(state.heldByteCount)
        }
    }

    /// Keeps what has been counted of traversals that have not gone on since.
    func settle(_ counted: [Traversal]) {
        state.withLock { state in
            for walk in counted {
                guard let counts = walk.counts else { continue }
                state.traversals.settle(walk.id, counts, visitCount: walk.visitCount)
            }
        }
    }

    /// How much the journal holds, and how many entries it has dropped.
    package var size: (entries: Int, bytes: Int, dropped: Int64) {
        state.withLock { state in
            (state.count, state.byteCount, state.lastID - Int64(state.count))
        }
    }
}

import SQLite
import Synchronization
import System

/// The latest changes of the rows that lists are made of, from which one knows what a list held
/// before. Changes of one transaction have one number.
final class ChangeLog: Sendable {
    struct Entry: Sendable {
        let number: Int
        let change: RowChange
    }

    /// The changes up to a number are not known one by one.
    struct Gap: Sendable {
        let end: Int
        let reason: Reason

        enum Reason: String {
            case none = ""
            case replaced = "The data was replaced meanwhile."
            case tooMuch = "More of the data changed meanwhile than is kept."
            case foreign = "Another process changed the data meanwhile."
            case broken = "A change of the data broke off meanwhile."
        }
    }

    private struct State {
        /// Oldest first.
        var entries: [Entry] = []
        var byteCount = 0
        var gap: Gap
    }

    private let tables: ListTables
    private let most: Int
    private let charge: MemoryCharge
    private let state: Mutex<State>
    /// The number of the latest transaction that is about to be visible…
    private let lastBegun: Atomic<Int>
    /// …and of the latest that is.
    private let lastSettled: Atomic<Int>

    /// - Parameters:
    ///   - most: how many bytes the changes may take.
    ///   - memory: pays for them.
    convenience init(of tables: ListTables, atMost most: Int, _ memory: MemoryBudget) {
        self.init(tables, most, MemoryCharge(to: memory), Gap(end: 0, reason: .none))
    }

    private init(_ tables: ListTables, _ most: Int, _ charge: MemoryCharge, _ gap: Gap) {
        self.tables = tables
        self.most = most
        self.charge = charge
        state = Mutex(State(gap: gap))
        lastBegun = Atomic(gap.end)
        lastSettled = Atomic(gap.end)
    }

    /// The log of data that takes the place of this data.
    func replaced(in memory: MemoryBudget) -> ChangeLog {
        ChangeLog(tables, most, MemoryCharge(to: memory), Gap(end: begun + 1, reason: .replaced))
    }

    /// No change with a larger number is visible.
    var begun: Int { lastBegun.load(ordering: .acquiring) }

    /// Every change up to this number is visible.
    var settled: Int { lastSettled.load(ordering: .acquiring) }

    /// The changes behind a number, oldest first, and up to where they are not known.
    func entries(since number: Int) -> (entries: [Entry], gap: Gap) {
        state.withLock { state in
            let first = state.entries.firstIndex { $0.number > number } ?? state.entries.count
            return (Array(state.entries[first...]), state.gap)
        }
    }

    var heldByteCount: Int { charge.byteCount }

    /// Runs `body` as a writing transaction, and keeps what it changes.
    func transaction<Result>(
        on connection: Connection, _ body: (Connection) throws -> Result
    ) throws -> Result {
        let watch = try watch(of: connection)
        watch.begin()
        var isNoted = false
        do {
            let result = try connection.transaction(.write) { connection in
                let result = try body(connection)
                isNoted = note(watch)
                return result
            }
            settle()
            return result
        } catch {
            if isNoted { skip(.broken) }
            throw error
        }
    }

    /// Notes what a transaction has changed on a connection of its own, whose data takes the place
    /// of the present data.
    func take(from connection: Connection) {
        guard let watch = connection.rowWatch else { return }
        _ = note(watch)
        settle()
    }

    /// Has a connection collect its changes.
    func watch(of connection: Connection) throws -> RowWatch {
        if let watch = connection.rowWatch { return watch }
        let watch = RowWatch(try tables.columns(in: connection).watched, atMost: most)
        connection.watch(by: watch)
        return watch
    }

    /// Notes that the data is not what it was, and nobody knows what has changed.
    func skip(_ reason: Gap.Reason) {
        state.withLock { skip(reason, &$0) }
        settle()
    }

    private func skip(_ reason: Gap.Reason, _ state: inout State) {
        let end = lastBegun.add(1, ordering: .releasing).newValue
        state = State(gap: Gap(end: end, reason: reason))
        charge.set(0)
    }

    private func settle() {
        lastSettled.store(begun, ordering: .releasing)
    }

    /// - Returns: whether there was a change.
    private func note(_ watch: RowWatch) -> Bool {
        guard watch.isOverfull || !watch.changes.isEmpty else { return false }
        state.withLock { state in
            guard !watch.isOverfull else { return skip(.tooMuch, &state) }
            let number = lastBegun.add(1, ordering: .releasing).newValue
            for change in watch.changes {
                state.entries.append(Entry(number: number, change: change))
                state.byteCount += change.byteCount
            }
            if state.byteCount > most || !charge.fit(state.byteCount) { dropHalf(&state) }
        }
        return true
    }

    private func dropHalf(_ state: inout State) {
        guard let end = state.entries[..<((state.entries.count + 1) / 2)].last?.number else {
            return
        }
        state.entries.removeAll { $0.number <= end }
        state.byteCount = state.entries.reduce(0) { $0 + $1.change.byteCount }
        state.gap = Gap(end: end, reason: .tooMuch)
        charge.set(state.byteCount)
    }
}

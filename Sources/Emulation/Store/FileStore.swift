import SQLite
import Synchronization
import System

/// Data in a file, which other processes may read and write as well.
final class FileStore: Sendable {
    /// Answers what may write: another process may hold the file.
    let writers = Workers(most: 1, waiting: .max)
    let watch: StoreWatch
    var path: String { watch.path }
    /// What a larger file was seeded with is not kept in memory.
    private let largestKept: Int64
    private let memory: MemoryBudget
    private let roster: Roster
    private let lock = StoreLock()
    private let readers: StoreReaders
    private let state: Mutex<State>

    private struct State {
        let connection: Connection
        /// SQLite's number of the tables as they have been looked at.
        var schemaVersion: Int64?
        var seeded = Seeded.present
        /// With which the next one may share pages.
        weak var latest: Image?
    }

    /// What the file was seeded with, or held when it was opened.
    private enum Seeded {
        /// That is what it holds: nothing has been changed yet.
        case present
        case kept(Image)
        /// The file was too large to keep it.
        ///
        /// - Parameter substitute: what worlds begin with instead, once one has been made.
        case lost(substitute: Image?)
    }

    init(_ connection: sending Connection, path: String, _ traits: WorldTraits) {
        // Whoever waits for another process does so without the lock of the state.
        connection.waitForLocks(atMost: .zero)
        watch = StoreWatch(path, complain: traits.complain)
        largestKept = traits.largestSeededFile
        memory = traits.memory
        roster = traits.roster
        state = Mutex(State(connection: connection))
        readers = StoreReaders(path)
    }

    deinit {
        do {
            try watch.check()
        } catch {
            // What is left beside the file tells the next start what has become of it.
            state.withLock { $0.connection.keepLog() }
            readers.keepLogs()
        }
    }

    /// Runs `body` as one transaction; what only reads is not kept waiting by others.
    func transaction<Result: Sendable>(
        _ intent: Connection.Intent, _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        guard intent == .write else { return try readers.transaction(body) }
        return try lock.waiting {
            try state.withLock { state in
                try prepareForChange(&state)
                var version = state.schemaVersion
                defer { state.schemaVersion = version }
                return try state.connection.transaction(.write) { connection in
                    try checkSchema(of: connection, known: &version)
                    return try body(connection)
                }
            }
        }
    }

    /// Runs `body` as one transaction on a connection of its own, so that nobody waits for the
    /// store's.
    func load<Result: Sendable>(
        _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        try state.withLock { try prepareForChange(&$0) }
        return try StoreFile.writer(of: path).transaction(.write) { connection in
            var version: Int64?
            try checkSchema(of: connection, known: &version)
            return try body(connection)
        }
    }

    /// Whatever is written to tables that are not ours could not be had again: the next start
    /// refuses them.
    ///
    /// - Parameter version: of the tables that have been looked at last.
    private func checkSchema(of connection: Connection, known version: inout Int64?) throws {
        let present = try connection.integer("PRAGMA schema_version")
        guard present != version else { return }
        let expected = try StoreSchema(of: roster)
        if let difference = try StoreSchema(of: connection).difference(from: expected) {
            throw watch.altered(difference)
        }
        version = present
    }

    /// The data as it is now, on a connection of its own.
    func view() throws -> Connection {
        let view = try StoreFile.reader(of: path)
        try view.run("BEGIN")
        return view
    }

    private func prepareForChange(_ state: inout State) throws {
        guard case .present = state.seeded else { return }
        state.seeded =
            try state.connection.byteCount <= largestKept
            ? .kept(try image(&state)) : .lost(substitute: nil)
    }

    /// What it holds now.
    func image() throws -> Image {
        try state.withLock { try image(&$0) }
    }

    private func image(_ state: inout State) throws -> Image {
        let image = try Image(of: state.connection, in: memory, since: state.latest)
        state.latest = image
        return image
    }

    /// What worlds begin with: the seeded state, or in place of a lost one the state at the time
    /// when this is first asked for.
    func firstImage() throws -> Image {
        try state.withLock { state in
            switch state.seeded {
            case .kept(let image), .lost(.some(let image)): return image
            case .present:
                let image = try image(&state)
                state.seeded = .kept(image)
                return image
            case .lost(nil):
                let image = try image(&state)
                state.seeded = .lost(substitute: image)
                return image
            }
        }
    }

    /// Makes the file what the world that takes the present one's place holds.
    ///
    /// - Parameter change: puts that world there; it runs as the new data is shown, when no
    ///   transaction is under way.
    /// - Throws: `DataError.seededStateLost` where a reset has nothing to return to; then nothing changes.
    func replace(_ replacement: Replacement, with change: @Sendable () throws -> Void) throws {
        try state.withLock { state in
            if case (.beginning, .present) = (replacement, state.seeded) {
                return try readers.whileNobodyReads(change)
            }
            let image = try image(of: replacement, &state)
            state.connection.waitForLocks(atMost: .seconds(5))
            defer { state.connection.waitForLocks(atMost: .zero) }
            try state.connection.restore(image) { commit in
                try readers.whileNobodyReads {
                    try commit()
                    try change()
                }
            }
            // A log can get lost; where the disk has no room for it, it stays in the log.
            _ = Result { try state.connection.checkpoint() }
            if case .seed = replacement { state.seeded = .kept(image) }
        }
    }

    private func image(of replacement: Replacement, _ state: inout State) throws -> Image {
        switch replacement {
        case .seed(let image, _): return image
        case .snapshot(let image):
            try prepareForChange(&state)
            return image
        case .beginning:
            guard case .kept(let image) = state.seeded else { throw DataError.seededStateLost }
            return image
        }
    }

    var privateByteCount: Int { state.withLock { $0.connection.privateByteCount } }
}

import SQLite
import Synchronization
import System

/// Data in a file that other processes may read and write.
final class FileStore: Sendable {
    /// Runs the requests that may write, because another process may have locked the file.
    let writers = Workers(most: 1, waiting: .max)
    let watch: StoreWatch
    var path: String { watch.path }
    /// The seeded state of a larger file is not kept in memory.
    private let largestKept: Int64
    private let memory: MemoryBudget
    private let roster: Roster
    /// The latest changes of rows, if somebody may ask for them.
    let changes: ChangeLog?
    private let lock = StoreLock()
    private let readers: StoreReaders
    private let state: Mutex<State>

    private struct State {
        let connection: Connection
        /// SQLite's number of the schema that was checked last.
        var schemaVersion: Int64?
        var seeded = Seeded.present
        /// SQLite's number for the commits of others, as it was last seen.
        var dataVersion: Int64?
        /// The next image shares unchanged pages with it.
        weak var latest: Image?
    }

    /// What is known of the seeded state: the data when the file was opened.
    private enum Seeded {
        /// The file still holds it, because nothing has changed yet.
        case present
        case kept(Image)
        /// The file was too large to keep it.
        ///
        /// - Parameter substitute: what new worlds begin with instead, as soon as there is one.
        case lost(substitute: Image?)
    }

    init(_ connection: sending Connection, path: String, _ traits: WorldTraits) {
        // `StoreLock` waits for other processes, without holding the lock of the state.
        connection.waitForLocks(atMost: .zero)
        watch = StoreWatch(path, complain: traits.complain)
        largestKept = traits.largestSeededFile
        memory = traits.memory
        roster = traits.roster
        changes = traits.changeLog()
        state = Mutex(State(connection: connection))
        readers = StoreReaders(path)
    }

    deinit {
        do {
            try watch.check()
        } catch {
            // The log beside the file tells the next start what has happened.
            state.withLock { $0.connection.keepLog() }
            readers.keepLogs()
        }
    }

    /// Runs `body` as one transaction. Readers do not wait for writers.
    func transaction<Result: Sendable>(
        _ intent: Connection.Intent, _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        try watch.watching {
            guard intent == .write else { return try readers.transaction(body) }
            return try lock.waiting { try write(body) }
        }
    }

    private func write<Result: Sendable>(
        _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        try state.withLock { state in
            try prepareForChange(&state)
            var version = state.schemaVersion
            defer { state.schemaVersion = version }
            noteForeignChanges(&state)
            return try writing(on: state.connection) { connection in
                try checkSchema(of: connection, known: &version)
                return try body(connection)
            }
        }
    }

    private func writing<Result>(
        on connection: Connection, _ body: (Connection) throws -> Result
    ) throws -> Result {
        guard let changes else { return try connection.transaction(.write, body) }
        return try changes.transaction(on: connection, body)
    }

    /// Runs `body` as one transaction on a connection of its own, so that the store's connection
    /// stays free.
    func load<Result: Sendable>(
        _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        try watch.watching {
            try state.withLock { try prepareForChange(&$0) }
            let connection = try StoreFile.writer(of: path)
            defer { acceptChanges(of: connection) }
            return try writing(on: connection) { connection in
                var version: Int64?
                try checkSchema(of: connection, known: &version)
                state.withLock { noteForeignChanges(&$0) }
                return try body(connection)
            }
        }
    }

    // MARK: What others change

    /// Notes in the log whether another process has changed the data since the last look.
    private func noteForeignChanges(_ state: inout State) {
        guard let changes else { return }
        // A file that cannot be read fails the request itself.
        let version = Result { try state.connection.dataVersion }
        guard case .success(let version) = version, version != state.dataVersion else { return }
        if state.dataVersion != nil { changes.skip(.foreign) }
        state.dataVersion = version
    }

    /// Looks for changes of others unless somebody else does just now.
    func noteForeignChanges() {
        _ = state.withLockIfAvailable { noteForeignChanges(&$0) }
    }

    /// Takes what a connection of this process has committed for known.
    private func acceptChanges(of connection: Connection) {
        guard let changes else { return }
        let before = Result { try connection.dataVersion }
        state.withLock { state in
            state.dataVersion = nil
            noteForeignChanges(&state)
        }
        let after = Result { try connection.dataVersion }
        guard case .success(let one) = before, case .success(one) = after else {
            return changes.skip(.foreign)
        }
    }

    /// The data as it is now, on a connection of its own, and the number of the latest change that
    /// it holds.
    func present() throws -> (Connection, lastChange: Int) {
        try state.withLock { state in
            while true {
                let last = changes?.settled ?? 0
                let view = try view()
                // The first query decides what the view shows.
                _ = try view.integer("PRAGMA schema_version")
                noteForeignChanges(&state)
                if changes?.begun ?? 0 == last { return (view, last) }
            }
        }
    }

    /// Checks that the schema is ours. The next start would refuse another schema, and all that has
    /// been written under it would be lost.
    ///
    /// - Parameter version: SQLite's number of the schema that was checked last.
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

    /// An image of the data as it is now.
    func image() throws -> Image {
        try state.withLock { try image(&$0) }
    }

    private func image(_ state: inout State) throws -> Image {
        let image = try Image(of: state.connection, in: memory, since: state.latest)
        state.latest = image
        return image
    }

    /// What new worlds begin with: the seeded state or, if that is lost, the state at the first
    /// call.
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

    /// Gives the file the data of the world that replaces the present world.
    ///
    /// - Parameter change: puts the new world in place. It runs when the new data becomes visible
    ///   and no transaction is under way.
    /// - Throws: `DataError.seededStateLost` if a reset has nothing to return to. Then nothing
    ///   changes.
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
                    changes?.skip(.replaced)
                    try change()
                }
            }
            // A log can get lost, so the data goes to the file, unless its disk is full.
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

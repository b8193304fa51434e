package import SQLite
package import System

/// The database that holds a world: made with the tables of every API, or recognised.
package enum StoreFile {
    /// `SEAT`, in the file's header: <https://sqlite.org/pragma.html#pragma_application_id>.
    private static let applicationID: Int64 = 0x5345_4154
    /// Raised with every change of a table.
    private static let version: Int64 = 4

    /// Opens the database at `location`; where it is new, makes the tables and fills them, in one
    /// transaction, so that a seed with a mistake leaves a file that is new still.
    ///
    /// - Throws: `StoreFileError` for a file that cannot be used, and whatever `fill` throws.
    package static func open(
        _ location: Connection.Location, for roster: Roster,
        filling fill: (_ store: Connection, _ isNew: Bool) throws -> Void
    ) throws -> Connection {
        try wording(location) {
            if case .file(let path) = location { try refuseRemains(of: path) }
            let store = try Connection(location)
            if location != .memory { try recognise(store, for: roster) }
            try store.run("PRAGMA synchronous = NORMAL")
            try store.run("PRAGMA foreign_keys = ON")
            try store.run("PRAGMA temp_store = MEMORY")
            try store.transaction(.write) { store in
                let isNew = try isNew(store)
                if isNew { try makeTables(of: roster, in: store) }
                try fill(store, isNew)
                // Written again, so that a store that cannot be written is refused now and not by
                // each request: a disk without room, a file system that is read-only.
                try store.run("PRAGMA user_version = \(version)")
            }
            // Only now: a file without tables that is kept with a log has lost what it held.
            // Answered means kept, also when the process is killed: the kernel has the log by then.
            try store.run("PRAGMA journal_mode = WAL")
            // A log can get lost; what the seeds say stands in the file itself.
            try store.checkpoint()
            return store
        }
    }

    /// What a store file holds now; the file stays as it is.
    ///
    /// - Parameter memory: what the image is charged to.
    /// - Throws: `StoreFileError` for a file that cannot be used.
    package static func image(
        of path: String, for roster: Roster, in memory: MemoryBudget
    ) throws -> Image {
        try wording(.file(path)) {
            guard FileStatus(path)?.byteCount != 0 else { throw Reason.empty }
            try refuseRemains(of: path)
            return try recognised(Image.reading(path, in: memory), for: roster)
        }
    }

    /// What the bytes of a store file hold.
    ///
    /// - Parameters:
    ///   - name: what mistakes call it.
    ///   - memory: what the image is charged to.
    /// - Throws: `StoreFileError` for bytes that are no store.
    package static func image(
        of bytes: [UInt8], named name: String, for roster: Roster,
        in memory: MemoryBudget
    ) throws -> Image {
        try wording(.file(name)) {
            guard !bytes.isEmpty else { throw Reason.empty }
            return try recognised(Image(bytes: bytes, in: memory), for: roster)
        }
    }

    private static func recognised(
        _ image: Image, for roster: Roster
    ) throws -> Image {
        let store = try Connection(image, growth: 0)
        try recognise(store, for: roster)
        guard try !isEmpty(store) else { throw Reason.empty }
        return image
    }

    /// What is wrong with a store, in SQLite's words; nil for nothing.
    package static func damage(of store: Connection) throws -> String? {
        let found = try store.row("PRAGMA integrity_check(1)") { $0.text(0) }
        // "*** in database main ***" stands above what is wrong with a page.
        if let found, found != "ok" { return found.split(separator: "\n").last.map(String.init) }
        return try store.row("PRAGMA foreign_key_check") { row in
            "a row of \(row.text(0)) refers to a row of \(row.text(2)) that is not there"
        }
    }

    /// Makes a new file of what a store in memory holds.
    package static func copy(_ store: Connection, to path: String) throws {
        try wording(.file(path)) { try store.copy(to: path) }
    }

    /// Another connection to a file that is open, which only reads.
    package static func reader(of path: String) throws -> Connection {
        let store = try Connection(.file(path))
        // In WAL mode readers wait for nobody, but for a moment when a log is taken over.
        store.waitForLocks(atMost: .milliseconds(100))
        try store.run("PRAGMA query_only = ON")
        try store.run("PRAGMA temp_store = MEMORY")
        // 8 MiB of the pages that all walks pass.
        try store.run("PRAGMA cache_size = -8192")
        return store
    }

    /// Another connection to a file that is open, for long work.
    package static func writer(of path: String) throws -> Connection {
        let store = try Connection(.file(path))
        try store.run("PRAGMA synchronous = NORMAL")
        try store.run("PRAGMA foreign_keys = ON")
        try store.run("PRAGMA temp_store = MEMORY")
        return store
    }

    /// Makes a new file of what a plan asks for; one that is broken off is of no use.
    ///
    /// - Returns: what it holds.
    package static func generate(
        _ path: String, _ plan: SeedPlan, of roster: Roster
    ) throws -> [String] {
        do {
            let store = try Connection(.file(path))
            // Nobody reads it before it is whole, and what is made needs no check.
            try store.run("PRAGMA journal_mode = OFF")
            try store.run("PRAGMA synchronous = OFF")
            try store.run("PRAGMA locking_mode = EXCLUSIVE")
            try store.run("PRAGMA ignore_check_constraints = ON")
            // 64 MiB; what is sorted beyond that goes to a file.
            try store.run("PRAGMA cache_size = -65536")
            try store.run("PRAGMA temp_store = FILE")
            try store.transaction(.write) { store in
                try makeTables(of: roster, in: store)
                for api in roster.seeded { try api.generate(plan, into: store) }
            }
            return try roster.seeded.flatMap { try $0.inventory(of: store) }
        } catch let error as SQLiteError {
            throw StoreFileError(path: path, message: "cannot be made: \(error.message)")
        }
    }

    /// A view of an image of a store, ready to be used.
    package static func open(
        _ image: Image, growth: Int
    ) throws(SQLiteError) -> Connection {
        do {
            let store = try Connection(image, growth: growth)
            try store.run("PRAGMA journal_mode = MEMORY")
            try store.run("PRAGMA foreign_keys = ON")
            try store.run("PRAGMA temp_store = MEMORY")
            // Reads go to the image itself instead of to copies of its pages.
            try store.run("PRAGMA mmap_size = 1099511627776")
            return store
        } catch let error as SQLiteError {
            throw error
        } catch {
            preconditionFailure("SQLite throws its own errors: \(error)")
        }
    }

    private struct Reason: Error {
        let message: String
        static let empty = Reason(message: "is empty")
    }

    private static func wording<Result>(
        _ location: Connection.Location, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as SQLiteError {
            guard case .file(let path) = location else { throw error }
            throw StoreFileError(path: path, message: Self.words(for: error))
        } catch let reason as Reason {
            guard case .file(let path) = location else { throw reason }
            throw StoreFileError(path: path, message: reason.message)
        }
    }

    private static func words(for error: SQLiteError) -> String {
        if error.isNotADatabase { return "is not a SQLite database" }
        if error.isFull { return "cannot be written: its disk is full" }
        if error.isReadOnly { return "cannot be written: it is read-only" }
        return "cannot be used: \(error.message)"
    }

    private static func isEmpty(_ store: Connection) throws -> Bool {
        try store.integer("SELECT count(*) FROM sqlite_schema") == 0
    }

    /// Whether a store is to be filled: a file without tables, unless it has held some.
    private static func isNew(_ store: Connection) throws -> Bool {
        guard try isEmpty(store) else { return false }
        let wasOurs = try store.integer("PRAGMA application_id") == applicationID
        let mode = try store.row("PRAGMA journal_mode") { $0.text(0) }
        guard !wasOurs, mode != "wal" else {
            throw Reason(
                message: "has lost what it held: put a sound copy in its place, or name another "
                    + "file")
        }
        return true
    }

    /// Refuses a file beside whose write-ahead log SQLite would begin anew without a word, and
    /// without what stands in it.
    private static func refuseRemains(of path: String) throws {
        let log = WriteAheadLog(of: path)
        let index = log.indexPath
        guard FileStatus(path)?.byteCount ?? 0 > 0 else {
            let remains = log.isFilled ? log.path : index
            guard log.isFilled || FileStatus(index) != nil else { return }
            throw Reason(
                message: "is not there, but \(remains) is, "
                    + (log.isFilled
                        ? "and holds what was written last" : "which is left of it")
                    + ": put the file back beside it, or remove it to begin anew")
        }
        guard log.isFilled else {
            guard log.isShort else { return }
            throw Reason(
                message: "cannot be used: \(log.path), which held what was written last, is gone; "
                    + "put it back, or remove \(index) to go on without")
        }
        guard log.isWanted else {
            throw Reason(
                message: "stands beside \(log.path), which is another database's: remove that, or "
                    + "put the file back that it belongs to")
        }
        guard log.isSound, !log.isShort else {
            throw Reason(
                message: "cannot be used: \(log.path), which holds what was written last, is "
                    + "damaged; put a sound copy back, or remove it and \(index) to go on without")
        }
    }

    private static func recognise(
        _ store: Connection, for roster: Roster
    ) throws {
        let application = try store.integer("PRAGMA application_id")
        let isOurs = application == applicationID
        guard try isOurs || (application == 0 && isEmpty(store)) else {
            throw Reason(message: "is a SQLite database, but not one of Seatfiller's")
        }
        let found = try store.integer("PRAGMA user_version")
        guard found <= version else {
            throw Reason(
                message: "was written by a newer Seatfiller: its version is \(found), this one "
                    + "knows up to \(version)")
        }
        guard try !isOurs || found == version || isEmpty(store) else {
            throw Reason(
                message: "was written by an older Seatfiller: its version is \(found), this one "
                    + "needs \(version); name a new file")
        }
        guard isOurs, try !isEmpty(store) else { return }
        let encoding = try store.row("PRAGMA encoding") { $0.text(0) }
        guard encoding == "UTF-8" else {
            throw Reason(message: "is encoded in \(encoding ?? "another way"), not in UTF-8")
        }
        let difference = try StoreSchema(of: store).difference(from: StoreSchema(of: roster))
        if let difference { throw Reason(message: "\(difference); put a sound copy in its place") }
    }

    static func makeTables(of roster: Roster, in store: Connection) throws {
        for api in roster.seeded { try store.runScript(api.schema) }
        try store.runScript(Applications.schema(for: roster))
        try store.run("PRAGMA application_id = \(applicationID)")
        try store.run("PRAGMA user_version = \(version)")
    }

    /// Removes every row, so that a seed can be loaded anew.
    package static func clear(_ store: Connection) throws {
        var tables: [String] = []
        try store.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid DESC") {
            tables.append($0.text(0))
            return true
        }
        for table in tables { try store.run("DELETE FROM \(table)") }
    }
}

/// A store that cannot be used: its path and why.
package struct StoreFileError: Error, Equatable, Sendable, CustomStringConvertible {
    package let path: String
    package let message: String

    package var description: String { "\(path) \(message)" }
}

package import SQLite
package import System

/// The database that holds a world: made with the tables of every API, or recognised.
package enum StoreFile {
    /// `SEAT`, in the file's header: <https://sqlite.org/pragma.html#pragma_application_id>.
    static let applicationID: Int64 = 0x5345_4154
    /// Raised with every change of a table.
    static let version: Int64 = 4

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

    struct Reason: Error {
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

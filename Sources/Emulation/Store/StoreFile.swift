package import SQLite
package import System

/// Makes and opens the databases that hold worlds.
package enum StoreFile {
    /// `SEAT`, in the file's header: <https://sqlite.org/pragma.html#pragma_application_id>.
    static let applicationID: Int64 = 0x5345_4154
    /// Goes up with every change of a table.
    static let version: Int64 = 6

    /// Opens the database at `location`. If it is new, makes the tables and fills them.
    ///
    /// All of it is one transaction, so a seed with a mistake leaves the file new.
    ///
    /// - Throws: `StoreFileError` for a file that cannot be used, and what `fill` throws.
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
                // Writing it again shows now, and not at the first request, that a disk is full or
                // a file system read-only.
                try store.run("PRAGMA user_version = \(version)")
            }
            // Not earlier, because a file with a log and without tables counts as damaged. With a
            // log, the kernel has every change before it is answered, so a killed process loses
            // nothing.
            try store.run("PRAGMA journal_mode = WAL")
            // A log can get lost, so the seeds go to the file itself.
            try store.checkpoint()
            return store
        }
    }

    /// An image of a store file, which is not changed.
    ///
    /// - Parameter memory: pays for the image.
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

    /// An image of a store file that is given as bytes.
    ///
    /// - Parameters:
    ///   - name: the name of the file in errors.
    ///   - memory: pays for the image.
    /// - Throws: `StoreFileError` for bytes that are not a store.
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

    /// Copies a store in memory to a new file.
    package static func copy(_ store: Connection, to path: String) throws {
        try wording(.file(path)) { try store.copy(to: path) }
    }

    /// Another connection to an open file, which can only read.
    package static func reader(of path: String) throws -> Connection {
        let store = try Connection(.file(path))
        // In WAL mode readers wait only for a moment, when a log is recovered.
        store.waitForLocks(atMost: .milliseconds(100))
        try store.run("PRAGMA query_only = ON")
        try store.run("PRAGMA temp_store = MEMORY")
        // 8 MiB, for the upper pages of the indexes.
        try store.run("PRAGMA cache_size = -8192")
        return store
    }

    /// Another connection to an open file, for long work.
    package static func writer(of path: String) throws -> Connection {
        let store = try Connection(.file(path))
        try store.run("PRAGMA synchronous = NORMAL")
        try store.run("PRAGMA foreign_keys = ON")
        try store.run("PRAGMA temp_store = MEMORY")
        return store
    }

    /// Makes a new file with the data of a plan. An unfinished file is of no use.
    ///
    /// - Returns: what the file holds, in words.
    package static func generate(
        _ path: String, _ plan: SeedPlan, of roster: Roster
    ) throws -> [String] {
        do {
            let store = try Connection(.file(path))
            // Nobody reads the file before it is complete, and generated data needs no checks.
            try store.run("PRAGMA journal_mode = OFF")
            try store.run("PRAGMA synchronous = OFF")
            try store.run("PRAGMA locking_mode = EXCLUSIVE")
            try store.run("PRAGMA ignore_check_constraints = ON")
            // 64 MiB. Larger sorts use a temporary file.
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

    /// A view of the image of a store.
    package static func open(
        _ image: Image, growth: Int
    ) throws(SQLiteError) -> Connection {
        do {
            let store = try Connection(image, growth: growth)
            try store.run("PRAGMA journal_mode = MEMORY")
            try store.run("PRAGMA foreign_keys = ON")
            try store.run("PRAGMA temp_store = MEMORY")
            // Reads use the image itself, without copies of its pages.
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

    /// Deletes every row.
    package static func clear(_ store: Connection) throws {
        var tables: [String] = []
        try store.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid DESC") {
            tables.append($0.text(0))
            return true
        }
        for table in tables { try store.run("DELETE FROM \(table)") }
    }
}

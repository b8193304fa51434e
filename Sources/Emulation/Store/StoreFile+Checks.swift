package import SQLite
import System

// Checks whether a file is a complete store of ours.
extension StoreFile {
    static func isEmpty(_ store: Connection) throws -> Bool {
        try store.integer("SELECT count(*) FROM sqlite_schema") == 0
    }

    /// Whether a store has to be filled: it has no tables, and never had any.
    static func isNew(_ store: Connection) throws -> Bool {
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

    /// Refuses a file whose write-ahead log SQLite would discard without a word.
    static func refuseRemains(of path: String) throws {
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

    static func recognise(
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

    /// The first defect of a store in SQLite's words, or nil.
    package static func damage(of store: Connection) throws -> String? {
        let found = try store.row("PRAGMA integrity_check(1)") { $0.text(0) }
        // The line "*** in database main ***" comes before the defect of a page.
        if let found, found != "ok" { return found.split(separator: "\n").last.map(String.init) }
        return try store.row("PRAGMA foreign_key_check") { row in
            "a row of \(row.text(0)) refers to a row of \(row.text(2)) that is not there"
        }
    }
}

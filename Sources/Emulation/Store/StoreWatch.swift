import SQLite
import Synchronization
import System

/// Notices when a store file is removed, replaced or cut short while it is open. SQLite goes on
/// with a file that has no name any more, and what it keeps there ends with the process.
final class StoreWatch: Sendable {
    let path: String
    private let file: FileStatus?
    private let log: FileStatus?
    private let index: FileStatus?
    /// How large the file and its log have been seen last.
    private let byteCount: Atomic<Int>
    private let logByteCount: Atomic<Int>
    private let isLost = Atomic(false)
    /// Whether SQLite has found what it has not written, and whether that has been said.
    private let isDamaged = Atomic(false)
    private let saidDamaged = Atomic(false)
    private let complain: @Sendable (String) -> Void

    /// - Parameters:
    ///   - path: of a file that is open.
    ///   - complain: is told, once, that it is lost.
    init(_ path: String, complain: @escaping @Sendable (String) -> Void) {
        self.path = path
        self.complain = complain
        let wal = WriteAheadLog(of: path)
        file = FileStatus(path)
        log = FileStatus(wal.path)
        index = FileStatus(wal.indexPath)
        byteCount = Atomic(file?.byteCount ?? 0)
        logByteCount = Atomic(log?.byteCount ?? 0)
    }

    /// - Throws: `DataError.storeLost` for as long as another file, or none, is at the path, and where
    ///   nothing can be read of it.
    func check() throws(DataError) {
        guard let file, let present = FileStatus(path) else { throw lost("has been removed") }
        guard present.isSameFile(as: file) else { throw lost("has been replaced by another file") }
        try checkLog()
        if present.byteCount < byteCount.load(ordering: .relaxed) {
            guard isWhole(present) else { throw lost("has been cut short") }
        }
        byteCount.store(present.byteCount, ordering: .relaxed)
        if isDamaged.load(ordering: .relaxed) { try checkWhetherReadable() }
        isLost.store(false, ordering: .relaxed)
    }

    private func checkLog() throws(DataError) {
        let wal = WriteAheadLog(of: path)
        if let log {
            guard let present = FileStatus(wal.path), present.isSameFile(as: log) else {
                throw lost("has lost its log, which held what was written last,")
            }
            if present.byteCount < logByteCount.load(ordering: .relaxed), wal.isShort {
                throw lost("has lost the end of its log, which held what was written last,")
            }
            logByteCount.store(present.byteCount, ordering: .relaxed)
        }
        // The index is memory that all who have the store open share: to read what is cut off of it
        // would end the process.
        if let index {
            guard let present = FileStatus(wal.indexPath), present.isSameFile(as: index),
                present.byteCount >= index.byteCount
            else { throw lost("has lost \(wal.indexPath)") }
        }
    }

    /// What is thrown for a file in which SQLite finds what it has not written.
    func damaged(_ error: SQLiteError) -> DataError {
        isDamaged.store(true, ordering: .relaxed)
        return lost("has been damaged: \(error.message),", once: saidDamaged)
    }

    /// What is thrown for a file whose tables somebody has changed.
    func altered(_ difference: String) -> DataError {
        lost("\(difference), since somebody changed it", once: saidDamaged)
    }

    /// - Throws: `DataError.storeLost` where the damage is such that nothing can be read.
    private func checkWhetherReadable() throws(DataError) {
        do {
            _ = try Connection.reading(path).integer("SELECT count(*) FROM sqlite_schema")
            isDamaged.store(false, ordering: .relaxed)
        } catch let error as SQLiteError where error.isDamage {
            throw damaged(error)
        } catch {
            // Another process holds it, say: nothing is known.
        }
    }

    /// Whether a file that has become shorter still holds all of its pages, as it does after a
    /// reset to less.
    private func isWhole(_ status: FileStatus) -> Bool {
        // To SQLite an empty file is a database that has no pages yet.
        guard status.byteCount > 0 else { return false }
        do {
            return try Connection.reading(path).byteCount <= status.byteCount
        } catch {
            return false
        }
    }

    private func lost(_ message: String) -> DataError {
        lost(message, once: isLost)
    }

    /// - Parameters:
    ///   - message: goes between the path and "while it was open".
    ///   - isSaid: whether the operator has been told. It is set here.
    private func lost(_ message: String, once isSaid: borrowing Atomic<Bool>) -> DataError {
        let reason = "the store \(path) \(message) while it was open"
        if !isSaid.exchange(true, ordering: .relaxed) { complain(reason) }
        return .storeLost(reason: reason)
    }
}

import SQLite
import Synchronization
import System

/// Notices when a store file is removed, replaced or cut short while it is open.
///
/// SQLite itself continues with a file that has no name any more, and all that is written there is
/// lost when the process ends.
final class StoreWatch: Sendable {
    let path: String
    private let file: FileStatus?
    private let log: FileStatus?
    private let index: FileStatus?
    /// The sizes of the file and its log at the last check.
    private let byteCount: Atomic<Int>
    private let logByteCount: Atomic<Int>
    private let isLost = Atomic(false)
    /// Whether SQLite has found damage, and whether the operator has been told.
    private let isDamaged = Atomic(false)
    private let saidDamaged = Atomic(false)
    private let complain: @Sendable (String) -> Void

    /// - Parameters:
    ///   - path: the path of an open file.
    ///   - complain: tells the operator, once, that the file is lost.
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

    /// - Throws: `DataError.storeLost` while the file is not at its path, or cannot be read.
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
        // All processes map the index into memory. What is cut off of it cannot be read.
        try checkIndex()
        if let index {
            guard let present = FileStatus(wal.indexPath), present.isSameFile(as: index),
                present.byteCount >= index.byteCount
            else { throw lost("has lost \(wal.indexPath)") }
        }
    }

    /// - Throws: `DataError.storeLost`, for good, if the index was cut short while it was in use.
    private func checkIndex() throws(DataError) {
        guard !CutMemory.isUsed else {
            throw lost("has lost \(WriteAheadLog(of: path).indexPath)")
        }
    }

    /// Runs `body`. Its result does not count if the index was cut short meanwhile.
    func watching<Result>(_ body: () throws -> Result) throws -> Result {
        let result = Swift.Result { try body() }
        try checkIndex()
        return try result.get()
    }

    /// The error for a file in which SQLite finds damage.
    func damaged(_ error: SQLiteError) -> DataError {
        isDamaged.store(true, ordering: .relaxed)
        return lost("has been damaged: \(error.message),", once: saidDamaged)
    }

    /// The error for a file whose schema somebody has changed.
    func altered(_ difference: String) -> DataError {
        lost("\(difference), since somebody changed it", once: saidDamaged)
    }

    /// - Throws: `DataError.storeLost` if the damaged file cannot be read at all.
    private func checkWhetherReadable() throws(DataError) {
        do {
            _ = try Connection.reading(path).integer("SELECT count(*) FROM sqlite_schema")
            isDamaged.store(false, ordering: .relaxed)
        } catch let error as SQLiteError where error.isDamage {
            throw damaged(error)
        } catch {
            // This says nothing about damage. Another process may have locked the file.
        }
    }

    /// Whether a file that has become shorter is still complete, as it is after a reset.
    private func isWhole(_ status: FileStatus) -> Bool {
        // SQLite takes an empty file for a new database.
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

import SQLite
import Synchronization
import System

/// A store file that is no longer what was opened: whatever is written to it would be lost.
package struct StoreLost: Error, Sendable, CustomStringConvertible {
    fileprivate let path: String
    fileprivate let message: String

    /// `the store world.db has been removed while it was open`
    package var description: String { "the store \(path) \(message)" }
}

/// Notices when a store file is removed, replaced or cut short while it is open. SQLite goes on
/// with a file that has no name any more, and what it keeps there ends with the process.
final class StoreWatch: Sendable {
    let path: String
    private let file: FileStatus?
    private let log: FileStatus?
    /// How large the file has been seen last.
    private let byteCount: Atomic<Int>
    private let isLost = Atomic(false)
    private let complain: @Sendable (String) -> Void

    /// - Parameters:
    ///   - path: of a file that is open.
    ///   - complain: is told, once, that it is lost.
    init(_ path: String, complain: @escaping @Sendable (String) -> Void) {
        self.path = path
        self.complain = complain
        file = FileStatus(path)
        log = FileStatus(WriteAheadLog(of: path).path)
        byteCount = Atomic(file?.byteCount ?? 0)
    }

    /// - Throws: `StoreLost` for as long as another file, or none, is at the path.
    func check() throws(StoreLost) {
        guard let file, let present = FileStatus(path) else { throw lost("has been removed") }
        guard present.isSameFile(as: file) else { throw lost("has been replaced by another file") }
        guard isLogInPlace else {
            throw lost("has lost its log, which held what was written last,")
        }
        if present.byteCount < byteCount.load(ordering: .relaxed) {
            guard isWhole(present) else { throw lost("has been cut short") }
        }
        byteCount.store(present.byteCount, ordering: .relaxed)
        isLost.store(false, ordering: .relaxed)
    }

    /// What is thrown for a file in which SQLite finds what it has not written.
    func damaged(_ error: SQLiteError) -> StoreLost {
        lost("has been damaged: \(error.message),")
    }

    private var isLogInPlace: Bool {
        guard let log else { return true }
        return FileStatus(WriteAheadLog(of: path).path)?.isSameFile(as: log) ?? false
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

    private func lost(_ message: String) -> StoreLost {
        let error = StoreLost(path: path, message: message + " while it was open")
        if !isLost.exchange(true, ordering: .relaxed) { complain(error.description) }
        return error
    }
}

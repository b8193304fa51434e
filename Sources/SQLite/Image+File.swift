import CSQLite
import Glibc
package import System

extension Image {
    /// The bytes of a database's file.
    ///
    /// - Parameter memory: the budget that they are charged to.
    /// - Throws: `MemoryFull`, or `SQLiteError` if there is no memory for them.
    package convenience init(
        bytes: [UInt8], in memory: MemoryBudget = .unbounded
    ) throws {
        try self.init(bytes.count, in: memory) { descriptor, offset in
            write(bytes[...], to: descriptor, at: offset) && forgetLog(descriptor, at: offset)
        }
    }

    /// The content of a database's file. The file and its folder stay unchanged.
    ///
    /// SQLite creates files beside a database with a write-ahead log, and does not open the
    /// database where it cannot. So a database that no process has open is copied, and its log is
    /// applied to the copy.
    ///
    /// - Parameter memory: the budget that it is charged to.
    /// - Throws: `MemoryFull`, or `SQLiteError` if the file cannot be read.
    package static func reading(
        _ path: String, in memory: MemoryBudget = .unbounded
    ) throws -> Image {
        let log = WriteAheadLog(of: path)
        guard !log.isFilled || log.isSound, !log.isShort else {
            let fate = log.isFilled ? "damaged" : "gone"
            throw SQLiteError(
                code: SQLITE_CORRUPT, message: "\(log.path) is \(fate)", sql: "", offset: nil)
        }
        // Do not open the file without need: closing it again would release the locks that this
        // process holds on it, <https://sqlite.org/howtocorrupt.html>, 2.2.
        let isOpen = access(log.indexPath, F_OK) == 0
        if isOpen || !log.isWanted {
            do {
                return try Image(of: Connection.reading(path), in: memory)
            } catch let error as SQLiteError where isOpen && error.isNotOpened {
                // The index was left behind by a server that was killed.
            }
        }
        return try copying(path, log, in: memory)
    }

    private static func copying(
        _ path: String, _ log: WriteAheadLog, in memory: MemoryBudget
    ) throws -> Image {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw SQLiteError(errno) }
        defer { close(source) }
        let copy = seatfiller_memory_file("seatfiller")
        defer { close(copy) }
        guard transfer(source, to: copy, at: 0), !log.isFilled || log.apply(to: copy),
            forgetLog(copy, at: 0)
        else { throw SQLiteError.noMemory("for an image of the database") }
        return try Image(Int(lseek(copy, 0, SEEK_END)), in: memory) { descriptor, offset in
            lseek(copy, 0, SEEK_SET) == 0 && transfer(copy, to: descriptor, at: offset)
        }
    }
}

/// Copies the rest of a file, from its current position, to an offset of another file.
private func transfer(_ source: Int32, to descriptor: Int32, at offset: Int) -> Bool {
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    var offset = offset
    while true {
        let count = read(source, &piece, piece.count)
        guard count > 0 else { return count == 0 }
        guard write(piece[..<count], to: descriptor, at: offset) else { return false }
        offset += count
    }
}

private func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32, at offset: Int) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
        let written = offset + bytes.count - rest.count
        let count = rest.withUnsafeBytes {
            pwrite(descriptor, $0.baseAddress, $0.count, off_t(written))
        }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
    }
    return true
}

/// Clears the write and read version in the header, because a database in memory cannot have a
/// write-ahead log: <https://sqlite.org/fileformat2.html>.
private func forgetLog(_ descriptor: Int32, at offset: Int) -> Bool {
    var versions: [UInt8] = [0, 0]
    guard pread(descriptor, &versions, 2, off_t(offset + 18)) == 2, versions[0] == 2 else {
        return true
    }
    return pwrite(descriptor, [1, 1], 2, off_t(offset + 18)) == 2
}

extension SQLiteError {
    /// The system refuses to open a file.
    fileprivate init(_ code: Int32) {
        self.init(
            code: SQLITE_CANTOPEN, message: String(cString: strerror(code)), sql: "", offset: nil)
    }
}

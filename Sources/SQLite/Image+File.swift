internal import CSQLite
internal import Glibc

extension Image {
    /// The bytes of a database's file.
    ///
    /// - Throws: `SQLiteError` where there is no memory for them.
    package convenience init(bytes: [UInt8]) throws(SQLiteError) {
        try self.init { descriptor in
            append(bytes[...], to: descriptor) && forgetLog(descriptor)
        }
    }

    /// What a database's file holds. The file stays as it is, and so does its folder.
    ///
    /// SQLite itself leaves files beside a database that is kept with a write-ahead log, and does
    /// not open it where it cannot. A database that nobody has open is therefore copied, and what
    /// its log adds is put into the copy.
    ///
    /// - Throws: `SQLiteError` for a file that cannot be read.
    package static func reading(_ path: String) throws -> Image {
        let log = WriteAheadLog(of: path)
        guard !log.isFilled || log.isSound else {
            throw SQLiteError(
                code: SQLITE_CORRUPT, message: "\(log.path) is damaged", sql: "", offset: nil)
        }
        // Only a closer look may open the file: closing it again would end the locks that this very
        // process holds on it, <https://sqlite.org/howtocorrupt.html>, 2.2.
        let isOpen = access(path + "-shm", F_OK) == 0
        if isOpen || !log.isWanted {
            do {
                return try Image(of: Connection.reading(path))
            } catch let error as SQLiteError where isOpen && error.isNotOpened {
                // Its index is what a server has left that was killed.
            }
        }
        return try copying(path, log)
    }

    private static func copying(_ path: String, _ log: WriteAheadLog) throws(SQLiteError) -> Image {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw SQLiteError(errno) }
        defer { close(source) }
        return try Image { copy in
            var piece = [UInt8](repeating: 0, count: 1 << 20)
            while true {
                let count = read(source, &piece, piece.count)
                guard count > 0 else {
                    return count == 0 && (!log.isFilled || log.apply(to: copy)) && forgetLog(copy)
                }
                guard append(piece[..<count], to: copy) else { return false }
            }
        }
    }
}

private func append(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
    }
    return true
}

/// A database in memory knows no write-ahead log: <https://sqlite.org/fileformat2.html>, the file
/// format's write and read version.
private func forgetLog(_ descriptor: Int32) -> Bool {
    var versions: [UInt8] = [0, 0]
    guard pread(descriptor, &versions, 2, 18) == 2, versions[0] == 2 else { return true }
    return pwrite(descriptor, [1, 1], 2, 18) == 2
}

extension SQLiteError {
    /// A file that the system does not give.
    fileprivate init(_ code: Int32) {
        self.init(
            code: SQLITE_CANTOPEN, message: String(cString: strerror(code)), sql: "", offset: nil)
    }
}

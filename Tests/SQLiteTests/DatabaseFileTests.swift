import Foundation
import SQLite
import Testing

@Suite struct `A database's file that is read into memory` {
    private let folder: URL
    private let path: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "a.db").path
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    }

    /// What the table `t` holds in an image of the file.
    private func content(_ path: String) throws -> [Int64] {
        let store = try Connection(try Image.reading(path), growth: 0)
        #expect(try store.row("PRAGMA integrity_check") { $0.text(0) } == "ok")
        var content: [Int64] = []
        try store.rows("SELECT a FROM t ORDER BY a") { row in
            content.append(row.integer(0))
            return true
        }
        return content
    }

    /// A connection that has written to the file and keeps it open, with a log that nothing is taken
    /// out of.
    private func written() throws -> Connection {
        let writer = try Connection(.file(path))
        try writer.run("PRAGMA journal_mode = WAL")
        try writer.run("PRAGMA wal_autocheckpoint = 0")
        try writer.run("CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB)")
        try writer.run("INSERT INTO t VALUES (1, zeroblob(9000)), (2, zeroblob(9000))")
        return writer
    }

    /// Copies the file and its log as a process leaves them that is killed: without the index.
    private func kill(_ name: String = "killed.db", withLog: Bool = true) throws -> String {
        let copy = folder.appending(path: name).path
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        if withLog {
            try FileManager.default.copyItem(atPath: path + "-wal", toPath: copy + "-wal")
        }
        return copy
    }

    @Test func `stays as it is, and nothing is left beside it`() throws {
        do { _ = try written() }
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(before[18] == 2)
        #expect(try content(path) == [1, 2])
        #expect(try names == ["a.db"])
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    @Test func `holds what the log of a process adds that was killed`() throws {
        let writer = try written()
        try writer.checkpoint()
        try writer.run("INSERT INTO t VALUES (3, zeroblob(9000))")
        try writer.run("UPDATE t SET a = 4 WHERE a = 1")
        // Written, and never committed.
        try writer.run("PRAGMA cache_size = 1")
        try writer.run("BEGIN")
        for number in 10..<40 {
            try writer.run("INSERT INTO t VALUES (?, zeroblob(9000))", .integer(Int64(number)))
        }
        let copy = try kill()
        try writer.run("ROLLBACK")
        #expect(try content(copy) == [2, 3, 4])
        #expect(try names == ["a.db", "a.db-shm", "a.db-wal", "killed.db", "killed.db-wal"])
        // As SQLite itself reads it.
        #expect(try Connection(.file(copy)).integer("SELECT sum(a) FROM t") == 9)
    }

    @Test func `is as small as its last transaction has made it`() throws {
        let writer = try written()
        try writer.run("DELETE FROM t WHERE a = 1")
        try writer.run("VACUUM")
        let copy = try kill()
        #expect(try content(copy) == [2])
        let image = try Image.reading(copy)
        #expect(image.byteCount == Int(try writer.byteCount))
    }

    @Test func `is what another connection has written to it that is still open`() throws {
        let writer = try written()
        #expect(try content(path) == [1, 2])
        try writer.run("INSERT INTO t VALUES (3, NULL)")
        #expect(try content(path) == [1, 2, 3])
        // It has lost no lock by that.
        try writer.run("BEGIN IMMEDIATE")
        #expect(try content(path) == [1, 2, 3])
        let other = try Connection(.file(path))
        other.waitForLocks(atMost: .zero)
        let error = try #require(throws: SQLiteError.self) { try other.run("BEGIN IMMEDIATE") }
        #expect(error.isBusy)
    }

    @Test func `with a log whose head is damaged is refused`() throws {
        let writer = try written()
        let copy = try kill()
        for offset in [0, 9, 17, 25] {
            var log = try Data(contentsOf: URL(filePath: path + "-wal"))
            log[offset] ^= 1
            try log.write(to: URL(filePath: copy + "-wal"))
            #expect(!WriteAheadLog(of: copy).isSound)
            let error = try #require(throws: SQLiteError.self) { try Image.reading(copy) }
            #expect(error.message == "\(copy)-wal is damaged")
        }
        #expect(WriteAheadLog(of: path).isSound)
        withExtendedLifetime(writer) {}
    }

    @Test func `with a log that breaks off holds the transactions that are whole`() throws {
        let writer = try written()
        let log = try Data(contentsOf: URL(filePath: path + "-wal"))
        for count in stride(from: 32, through: log.count, by: 700) {
            let copy = folder.appending(path: "cut\(count).db").path
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            try log.prefix(count).write(to: URL(filePath: copy + "-wal"))
            // SQLite reads another copy of it.
            let twin = copy + "2"
            try FileManager.default.copyItem(atPath: copy, toPath: twin)
            try FileManager.default.copyItem(atPath: copy + "-wal", toPath: twin + "-wal")
            let image = try Connection(try Image.reading(copy), growth: 0)
            let reader = try Connection(.file(twin))
            for sql in ["SELECT count(*) FROM sqlite_schema", "PRAGMA page_count"] {
                #expect(try image.integer(sql) == reader.integer(sql), "\(count): \(sql)")
            }
        }
        withExtendedLifetime(writer) {}
    }

    @Test func `may also be kept without a log, or be no database`() throws {
        try Connection(.file(path)).runScript("CREATE TABLE t (a); INSERT INTO t VALUES (7)")
        #expect(try content(path) == [7])
        #expect(try names == ["a.db"])
        try Data("no database at all, and of some length".utf8).write(to: URL(filePath: path))
        let error = try #require(throws: SQLiteError.self) { try content(path) }
        #expect(error.isNotADatabase)
    }
}

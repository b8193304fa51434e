import Emulation
import Foundation
import SQLite
import Testing

@Suite struct `A store's file` {
    private let path = FileManager.default.temporaryDirectory
        .appending(path: "seatfiller-\(UUID().uuidString).db").path

    private func open() throws -> [Bool] {
        var wasNew: [Bool] = []
        _ = try StoreFile.open(.file(path), for: Roster([])) { _, isNew in wasNew.append(isNew) }
        return wasNew
    }

    private func prepare(_ sql: String...) throws {
        let store = try Connection(.file(path))
        for sql in sql { try store.run(sql) }
    }

    private func message() throws -> String {
        try #require(throws: StoreFileError.self) { _ = try open() }.message
    }

    @Test func `is new once, and opened as it is afterwards`() throws {
        #expect(try open() == [true])
        #expect(try open() == [false])
    }

    @Test func `is new still when filling it failed`() throws {
        struct Mistake: Error {}
        #expect(throws: Mistake.self) {
            _ = try StoreFile.open(.file(path), for: Roster([])) { _, _ in throw Mistake() }
        }
        #expect(try open() == [true])
    }

    @Test func `is refused when it is another program's`() throws {
        try prepare("CREATE TABLE theirs (a)")
        #expect(try message() == "is a SQLite database, but not one of Seatfiller's")
    }

    @Test func `is refused when it says it is another program's`() throws {
        try prepare("PRAGMA application_id = 7")
        #expect(try message() == "is a SQLite database, but not one of Seatfiller's")
    }

    @Test func `is refused when it is encoded otherwise`() throws {
        try prepare("PRAGMA encoding = 'UTF-16le'", "PRAGMA application_id = 1397047636")
        let store = try Connection(.file(path))
        try store.run("PRAGMA encoding = 'UTF-16le'")
        try store.run("CREATE TABLE t (x)")
        try store.run("PRAGMA user_version = 6")
        #expect(try message() == "is encoded in UTF-16le, not in UTF-8")
    }

    @Test func `is refused when it is no database`() throws {
        try Data("# a diary, and long enough to be read as the header of a database".utf8)
            .write(to: URL(filePath: path))
        #expect(try message() == "is not a SQLite database")
    }

    @Test func `is refused when a newer version wrote it`() throws {
        _ = try open()
        try prepare("PRAGMA user_version = 99")
        #expect(
            try message()
                == "was written by a newer Seatfiller: its version is 99, this one knows up to 6")
    }

    @Test func `is refused when an older version wrote it`() throws {
        _ = try open()
        try prepare("PRAGMA user_version = 1")
        #expect(
            try message()
                == "was written by an older Seatfiller: its version is 1, this one needs 6; name a "
                + "new file")
    }

    @Test func `is refused when its folder does not exist`() throws {
        let error = try #require(throws: StoreFileError.self) {
            _ = try StoreFile.open(.file("/nowhere/x.db"), for: Roster([])) { _, _ in }
        }
        #expect(error.description == "/nowhere/x.db cannot be used: unable to open database file")
    }
}

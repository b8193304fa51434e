import SQLite
import System
import Testing

@Suite struct `An image of a database` {
    private func image(_ rows: Int = 3) throws -> Image {
        let connection = try Connection(.memory)
        try connection.run("CREATE TABLE t (a)")
        for row in 0..<rows { try connection.run("INSERT INTO t VALUES (?)", .integer(Int64(row))) }
        return try Image(of: connection)
    }

    private func sum(_ connection: Connection) throws -> Int64 {
        try connection.integer("SELECT total(a) FROM t")
    }

    @Test func `is where each view of it begins, and no view sees another`() throws {
        let image = try image()
        let (one, other) = (
            try Connection(image, growth: 1 << 20), try Connection(image, growth: 1 << 20)
        )
        try one.run("INSERT INTO t VALUES (40)")
        try other.run("DELETE FROM t")
        #expect(try sum(one) == 43)
        #expect(try sum(other) == 0)
        #expect(try sum(try Connection(image, growth: 0)) == 3)
    }

    @Test func `outlives what it was made of, and is outlived by its views`() throws {
        var image: Image? = try image()
        let view = try Connection(try #require(image), growth: 1 << 20)
        image = nil
        #expect(try sum(view) == 3)
    }

    @Test func `is made of a view too, with what that has changed`() throws {
        let view = try Connection(try image(), growth: 1 << 20)
        try view.run("INSERT INTO t VALUES (7)")
        #expect(try sum(try Connection(try Image(of: view), growth: 0)) == 10)
    }

    @Test func `gives its rows to tables of the same names, whatever the columns hold`() throws {
        let source = try Connection(.memory)
        let tables = "CREATE TABLE a (x, y); CREATE TABLE b (z PRIMARY KEY) WITHOUT ROWID"
        try source.runScript(tables)
        try source.runScript(
            "INSERT INTO a VALUES (1, 'ü'), (NULL, x'00ff'), (1.5, ''); INSERT INTO b VALUES ('b');"
                + "CREATE INDEX c ON a (x); ANALYZE")
        let target = try Connection(.memory)
        try target.runScript(tables)
        try target.run("INSERT INTO b VALUES ('a')")
        try target.addRows(of: Image(of: source))
        var rows: [String] = []
        try target.rows("SELECT quote(x) || quote(y) FROM a UNION ALL SELECT quote(z) FROM b") {
            row in
            rows.append(row.text(0))
            return true
        }
        #expect(rows == ["1'ü'", "NULLX'00FF'", "1.5''", "'a'", "'b'"])
        let error = try #require(throws: SQLiteError.self) {
            try target.addRows(of: Image(of: source))
        }
        #expect(error.isConstraint)
    }

    @Test func `lets its views grow so far and no further, and they go on as they were`() throws {
        let view = try Connection(try image(), growth: 64 << 10)
        let text = Value.text(String(repeating: "x", count: 4000))
        let error = try #require(throws: SQLiteError.self) {
            for _ in 0..<100 { try view.run("INSERT INTO t VALUES (?)", text) }
        }
        #expect(error.isFull)
        let count = try view.integer("SELECT count(*) FROM t")
        #expect((10...20).contains(count))
        try view.run("DELETE FROM t WHERE typeof(a) = 'text'")
        #expect(try sum(view) == 3)
    }

    @Test func `takes a transaction back as any database does`() throws {
        let view = try Connection(try image(), growth: 1 << 20)
        struct Enough: Error {}
        #expect(throws: Enough.self) {
            try view.transaction(.write) { view in
                try view.run("DELETE FROM t")
                throw Enough()
            }
        }
        #expect(try sum(view) == 3)
    }

    @Test func `of a view holds the pages that have been changed since the one before`() throws {
        let budget = MemoryBudget(100 << 20)
        let source = try Connection(try image(100_000), growth: 0)
        let whole = try Image(of: source, in: budget)
        #expect(budget.heldByteCount == 0)
        let view = try Connection(whole, growth: 8 << 20)
        var images = [try Image(of: view, in: budget)]
        #expect(budget.heldByteCount == 0)
        var growth: [Int] = []
        for row in [1, 50_000, 99_999] {
            try view.run("UPDATE t SET a = -1 WHERE rowid = ?", .integer(Int64(row)))
            let before = budget.heldByteCount
            images.append(try Image(of: view, in: budget))
            growth.append(budget.heldByteCount - before)
        }
        #expect(growth.allSatisfy { (4096...3 * 4096).contains($0) }, "\(growth)")
        let sums = try images.map { try sum(try Connection($0, growth: 0)) }
        #expect(sums == [4_999_950_000, 4_999_949_999, 4_999_899_999, 4_999_800_000])
        images = []
        // The latest is what the view is compared with.
        #expect(budget.heldByteCount <= 9 * 4096)
        try view.run("DELETE FROM t WHERE rowid % 2 = 0")
        let last = try Image(of: view, in: budget)
        #expect(!last.isLike(whole))
        #expect(try sum(try Connection(last, growth: 0)) == 2_499_850_000)
    }

    @Test func `of a view that has grown is as large as that, and grows on`() throws {
        var view = try Connection(try image(), growth: 1 << 20)
        let text = Value.text(String(repeating: "x", count: 4000))
        for count in 1...30 {
            try view.run("INSERT INTO t VALUES (?)", text)
            let image = try Image(of: view)
            if count % 3 == 0 { view = try Connection(image, growth: 1 << 20) }
            #expect(try sum(view) == 3)
            #expect(
                try Connection(image, growth: 0).integer("SELECT count(*) FROM t")
                    == Int64(count + 3))
        }
    }

    @Test func `costs a view nothing but the pages that it changes`() throws {
        let image = try image(100_000)
        #expect(image.byteCount > 1 << 20)
        let view = try Connection(image, growth: 1 << 20)
        #expect(view.privateByteCount < 16 << 10)
        #expect(try sum(view) == 4_999_950_000)
        let read = view.privateByteCount
        try view.run("UPDATE t SET a = 1 WHERE rowid = 1")
        #expect(view.privateByteCount - read <= 16 << 10)
    }
}

import Foundation
import SQLite
import Testing

@Suite struct `A database connection` {
    private let store: Connection

    init() throws {
        store = try Connection(.memory)
        try store.runScript("CREATE TABLE t (a INTEGER, b TEXT CHECK (b <> 'bad')); ; -- end")
    }

    @Test func `what is bound is what is read`() throws {
        try store.run("INSERT INTO t VALUES (?, ?)", .integer(.max), .text("a\u{0}ü"))
        try store.run("INSERT INTO t VALUES (?, ?)", .integer(1), .null)
        var rows: [String] = []
        try store.rows("SELECT a, b FROM t") { row in
            rows.append("\(row.integer(0)) \(row.textOrNull(1) ?? "null") \(row.text(1))")
            return true
        }
        #expect(rows == ["9223372036854775807 a\u{0}ü a\u{0}ü", "1 null "])
    }

    @Test func `texts of any length are bound together`() throws {
        let texts = [
            "", "a", String(repeating: "b", count: 5000), "ü", "",
            String(repeating: "c", count: 4096),
        ]
        for _ in 0..<2 {
            let read = try store.row(
                "SELECT ?, ?, ?, ?, ?, ?", .text(texts[0]), .text(texts[1]), .text(texts[2]),
                .text(texts[3]),
                .text(texts[4]), .text(texts[5])
            ) { row in (0..<6).map { row.textOrNull($0) } }
            #expect(read == texts)
        }
    }

    @Test func `a row fills a template, or leaves no trace`() throws {
        let template = RowTemplate(["<", "|", ">"], columns: [1, 0]) {
            $0 != UInt8(ascii: "!")
        }
        var bytes = Array("x".utf8)
        var isAppended: [Bool] = []
        try store.rows("SELECT 1, 'ü' UNION ALL SELECT NULL, '' UNION ALL SELECT '!', 'a'") { row in
            isAppended.append(row.append(template, to: &bytes))
            return true
        }
        #expect(isAppended == [true, true, false])
        #expect(String(decoding: bytes, as: UTF8.self) == "x<ü|1><|>")
    }

    @Test func `reading ends when the reader has enough`() throws {
        for number in 1...3 {
            try store.run("INSERT INTO t VALUES (?, '')", .integer(Int64(number)))
        }
        var read: [Int64] = []
        try store.rows("SELECT a FROM t ORDER BY a") { row in
            read.append(row.integer(0))
            return read.count < 2
        }
        #expect(read == [1, 2])
        #expect(try store.integer("SELECT count(*) FROM t") == 3)
        #expect(try store.row("SELECT a FROM t WHERE a = 9") { $0.integer(0) } == nil)
    }

    @Test func `a transaction that throws has changed nothing`() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try store.transaction(.write) { store in
                try store.run("INSERT INTO t VALUES (1, 'x')")
                throw Stop()
            }
        }
        #expect(try store.integer("SELECT count(*) FROM t") == 0)
    }

    @Test func `a broken rule is an error with its statement`() throws {
        let error = try #require(throws: SQLiteError.self) {
            try store.run("INSERT INTO t VALUES (1, 'bad')")
        }
        #expect(error.isConstraint)
        #expect(error.description.hasSuffix("in: INSERT INTO t VALUES (1, 'bad')"))
    }
}

@Suite struct `A script from outside` {
    private let store: Connection

    init() throws {
        store = try Connection(.memory)
        try store.runScript("CREATE TABLE mine_t (a INTEGER); CREATE TABLE other (a INTEGER)")
    }

    private func failure(_ sql: String) -> String? {
        do {
            try store.runScript(sql) { $0.hasPrefix("mine_") }
            return nil
        } catch {
            return "\(error.offset): \(error.message)"
        }
    }

    @Test func `it may write and read the rows of its tables`() throws {
        #expect(
            failure(
                """
                -- numbers
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5)
                INSERT INTO mine_t SELECT i FROM n; /* fewer */ DELETE FROM mine_t WHERE a > 3;
                UPDATE mine_t SET a = (SELECT max(a) FROM mine_t);
                """) == nil)
        #expect(try store.integer("SELECT sum(a) FROM mine_t") == 9)
    }

    @Test(arguments: [
        (
            "INSERT INTO mine_t VALUES (1); INSERT INTO other VALUES (1)",
            "31: a seed may not touch the table other"
        ),
        ("SELECT * FROM sqlite_schema", "0: a seed may not touch the table sqlite_master"),
        ("ATTACH 'x.db' AS x", "0: a seed may only SELECT, INSERT, UPDATE and DELETE"),
        ("PRAGMA user_version = 7", "0: a seed may only SELECT, INSERT, UPDATE and DELETE"),
        ("CREATE TABLE mine_u (a)", "0: a seed may only SELECT, INSERT, UPDATE and DELETE"),
        ("DROP TABLE mine_t", "0: a seed may only SELECT, INSERT, UPDATE and DELETE"),
        ("ROLLBACK", "0: a seed may only SELECT, INSERT, UPDATE and DELETE"),
        ("SAVEPOINT x", "0: a seed may only SELECT, INSERT, UPDATE and DELETE"),
        ("SELECT count(*) FROM Other", "0: a seed may not touch the table Other"),
        (
            "SELECT count(*) FROM sqlite_temp_schema",
            "0: a seed may not touch the table sqlite_temp_schema"
        ),
        ("SELECT load_extension('x')", "7: a seed may only SELECT, INSERT, UPDATE and DELETE"),
        (
            "SELECT fts3_tokenizer('simple', x'4141414141414141')",
            "7: a seed may only SELECT, INSERT, UPDATE and DELETE"
        ),
        ("  INSERT INTO mine_t VALUEZ (1)", "21: near \"VALUEZ\": syntax error"),
        ("INSERT INTO mine_t VALUES ('\u{0}')", "28: a NUL character"),
        ("INSERT INTO mine_t VALUES (1) /* no end", ""),
    ])
    func `it may do nothing else, and is told where`(sql: String, expected: String) {
        #expect((failure(sql) ?? "") == expected)
    }

    @Test func `what sqlite3 puts around the rows of a dump changes nothing`() throws {
        let dump = """
            PRAGMA foreign_keys=OFF; BEGIN TRANSACTION; INSERT INTO mine_t VALUES(1); COMMIT;
            begin; INSERT INTO mine_t VALUES(2); END; PRAGMA Foreign_Keys = ON;
            """
        struct Stop: Error {}
        try store.run("PRAGMA foreign_keys = ON")
        #expect(throws: Stop.self) {
            try store.transaction(.write) { store in
                #expect(failure(dump) == nil)
                #expect(try store.integer("SELECT sum(a) FROM mine_t") == 3)
                throw Stop()
            }
        }
        // It is the caller who begins and ends.
        #expect(try store.integer("SELECT count(*) FROM mine_t") == 0)
        #expect(try store.integer("PRAGMA foreign_keys") == 1)
    }

    @Test(arguments: [
        "WITH N(i) AS (VALUES (1), (2)) INSERT INTO mine_t SELECT 7 FROM n",
        "WITH n AS (SELECT 1), m AS (SELECT count(*) FROM n) INSERT INTO mine_t SELECT 1 FROM m",
        "INSERT INTO mine_t WITH n AS (SELECT 1) SELECT count(*) FROM n",
        "SELECT 1 FROM (SELECT 2 FROM MINE_T) AS n",
    ])
    func `a common table expression is no table that it touches`(sql: String) {
        #expect(failure(sql) == nil)
    }

    @Test func `afterwards the connection may do everything again`() throws {
        _ = failure("DROP TABLE mine_t")
        #expect(throws: Never.self) { try store.run("INSERT INTO other VALUES (1)") }
    }
}

import SQLite
import Testing

@Suite struct `A watch over rows` {
    private let store: Connection
    private let watch: RowWatch

    init() throws {
        store = try Connection(.memory)
        try store.runScript(
            """
            CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
            CREATE TABLE w (x TEXT, y INTEGER, PRIMARY KEY (x, y)) WITHOUT ROWID;
            CREATE TABLE other (a TEXT);
            """)
        watch = RowWatch(
            try WatchedColumns(["t": ["a", "id"], "w": ["y", "x"]], of: store), atMost: 10_000)
        store.watch(by: watch)
    }

    private func changes(_ sql: String) throws -> [String] {
        watch.begin()
        try store.runScript(sql)
        func text(_ values: [Value]?) -> String {
            values.map { values in
                values.map { value in
                    switch value {
                    case .null: "null"
                    case .integer(let integer): "\(integer)"
                    case .text(let text): text
                    }
                }.joined(separator: ",")
            } ?? "-"
        }
        return watch.changes.map { "\($0.table) \(text($0.old)) > \(text($0.new))" }
    }

    @Test func `tells what was inserted, changed and deleted, in the order of its columns`() throws
    {
        #expect(try changes("INSERT INTO t VALUES (1, 'a', 'b')") == ["t - > a,1"])
        #expect(try changes("UPDATE t SET a = 'c'") == ["t a,1 > c,1"])
        #expect(try changes("UPDATE t SET id = 7") == ["t c,1 > c,7"])
        #expect(try changes("DELETE FROM t WHERE id = 7") == ["t c,7 > -"])
    }

    @Test func `tells nothing of other columns and other tables`() throws {
        try store.runScript("INSERT INTO t VALUES (1, 'a', 'b')")
        #expect(try changes("UPDATE t SET b = 'c'; INSERT INTO other VALUES ('x')") == [])
    }

    @Test func `sees rows that go without being named`() throws {
        try store.runScript("INSERT INTO t VALUES (1, 'a', 'b'), (2, 'c', 'd')")
        #expect(
            try changes("INSERT OR REPLACE INTO t VALUES (1, 'e', 'f')") == [
                "t a,1 > -", "t - > e,1",
            ])
        #expect(try changes("DELETE FROM t") == ["t e,1 > -", "t c,2 > -"])
    }

    @Test func `sees tables without row ids`() throws {
        #expect(try changes("INSERT INTO w VALUES ('a', 1)") == ["w - > 1,a"])
        #expect(try changes("UPDATE w SET y = 2") == ["w 1,a > 2,a"])
        #expect(try changes("REPLACE INTO w VALUES ('a', 2)") == ["w 2,a > -", "w - > 2,a"])
        #expect(try changes("DELETE FROM w") == ["w 2,a > -"])
    }

    @Test func `gives up when there is too much, and begins anew`() throws {
        let numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100)"
        #expect(try changes("INSERT INTO t (a) \(numbers) SELECT i FROM n") == [])
        #expect(watch.isOverfull)
        #expect(try changes("UPDATE t SET a = 'x' WHERE id = 1") == ["t 1,1 > x,1"])
        #expect(!watch.isOverfull)
    }
}

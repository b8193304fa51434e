import CSQLite

/// A replacement for a function of SQLite that can take very long, or too much of the stack, in one
/// step that nothing can interrupt. Scripts call the replacement, which checks the arguments and
/// leaves the rest to SQLite's own function.
final class BoundedFunction {
    private let name: String
    private let refusal: @Sendable (Arguments) -> String?
    /// On which the function is SQLite's own.
    private let original: Connection
    /// Which outlives its functions.
    private unowned let connection: Connection

    typealias Arguments = UnsafeBufferPointer<OpaquePointer?>

    private init(
        _ name: String, _ refusal: @escaping @Sendable (Arguments) -> String?,
        _ original: Connection, on connection: Connection
    ) {
        self.name = name
        self.refusal = refusal
        self.original = original
        self.connection = connection
    }

    /// Puts them in place of SQLite's own for the rest of a connection's life.
    static func replaceOriginals(on connection: Connection) throws {
        let original = try Connection(.memory)
        for (limit, most) in Connection.scriptLimits { sqlite3_limit(original.handle, limit, most) }
        for (name, count, refusal) in all {
            let own = BoundedFunction(name, refusal, original, on: connection)
            sqlite3_create_function_v2(
                connection.handle, name, count, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                Unmanaged.passRetained(own).toOpaque(),
                { context, count, arguments in
                    guard let context, let own = sqlite3_user_data(context) else { return }
                    Unmanaged<BoundedFunction>.fromOpaque(own).takeUnretainedValue()
                        .answer(context, Arguments(start: arguments, count: Int(count)))
                },
                nil, nil,
                { own in own.map { Unmanaged<BoundedFunction>.fromOpaque($0).release() } })
        }
    }

    private func answer(_ context: OpaquePointer, _ arguments: Arguments) {
        // One call may take as long as many other instructions.
        guard connection.leash?.holds != false else {
            return sqlite3_result_error_code(context, SQLITE_INTERRUPT)
        }
        if let refusal = refusal(arguments) { return sqlite3_result_error(context, refusal, -1) }
        // What is JSON stays it; a parameter forgets that.
        let places = arguments.map { sqlite3_value_subtype($0) == Self.json ? "json(?)" : "?" }
            .joined(separator: ", ")
        do {
            try original.prepared("SELECT \(name)(\(places))").run(arguments, for: context)
            if name.hasPrefix("json_") { sqlite3_result_subtype(context, Self.json) }
        } catch {
            sqlite3_result_error(context, (error as? SQLiteError)?.message ?? "\(error)", -1)
        }
    }

    // MARK: What is bounded

    /// Names, how many arguments of theirs are meant (-1 for all), and what is refused. All others
    /// take a time that grows as their arguments do: `hex`, `like` with its bounded pattern,
    /// `group_concat`, `json_extract`, ….
    private static let all: [(String, Int32, @Sendable (Arguments) -> String?)] =
        ["printf", "format"].map { ($0, -1, isTooWide) }
        // For each byte of the first text, all of the second.
        + [("instr", 2), ("replace", 3), ("json_patch", 2), ("jsonb_patch", 2)].map {
            ($0, $1, isTooLong(1 << 33))
        }
        + ["trim", "ltrim", "rtrim"].map { ($0, 2, isTooLong(1 << 27)) }
        // They make an object in an object for each step of a path.
        + ["json_set", "json_insert", "jsonb_set", "jsonb_insert"].map { ($0, -1, isTooDeep) }

    /// By which functions know JSON from a text: <https://sqlite.org/c3ref/value_subtype.html>.
    private static let json = UInt32(UInt8(ascii: "J"))

    private static let widest: Int64 = 1_000_000
    private static let longestPath = 1000

    /// The words for a number in a format, or one that a `*` in it stands for, that is too large:
    /// so many characters are filled in one at a time.
    @Sendable private static func isTooWide(_ arguments: Arguments) -> String? {
        guard let format = arguments.first, sqlite3_value_type(format) != SQLITE_NULL else {
            return nil
        }
        let given = text(format).contains("*") ? arguments.dropFirst().flatMap(numbers(in:)) : []
        return (numbers(in: format) + given).contains { $0 > widest || $0 < -widest }
            ? "a width of more than \(widest)" : nil
    }

    /// The words for two texts of which the product is more than so many bytes.
    private static func isTooLong(_ most: Int) -> @Sendable (Arguments) -> String? {
        { arguments in
            let (first, second) = (byteCount(arguments[0]), byteCount(arguments[1]))
            return first * second > most
                ? "texts of \(first) and \(second) bytes, which take too long to compare" : nil
        }
    }

    /// The words for a path that leads too deep.
    @Sendable private static func isTooDeep(_ arguments: Arguments) -> String? {
        let isLong = stride(from: 1, to: arguments.count, by: 2).contains {
            byteCount(arguments[$0]) > longestPath
        }
        return isLong ? "a path of more than \(longestPath) bytes" : nil
    }

    private static func byteCount(_ argument: OpaquePointer?) -> Int {
        Int(sqlite3_value_bytes(argument))
    }

    private static func text(_ argument: OpaquePointer?) -> String {
        sqlite3_value_text(argument).map { String(cString: $0) } ?? ""
    }

    /// The numbers that stand in an argument.
    private static func numbers(in argument: OpaquePointer?) -> [Int64] {
        guard sqlite3_value_type(argument) != SQLITE_INTEGER else {
            return [sqlite3_value_int64(argument)]
        }
        return text(argument).split { !$0.isASCII || !$0.isNumber }.map { Int64($0) ?? .max }
    }
}

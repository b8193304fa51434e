import CSQLite

/// SQLite's `printf` and `format`, without the one thing that nothing can break off: a width or a
/// precision of billions, which is filled a character at a time.
final class FormatFunction {
    private static let widest: Int64 = 1_000_000

    /// On which the functions are SQLite's own.
    private let original: Connection

    private init(_ original: Connection) {
        self.original = original
    }

    /// Puts it in place of SQLite's own for the rest of a connection's life.
    static func replaceOriginal(on connection: Connection) throws {
        let original = try Connection(.memory)
        for (limit, most) in Connection.scriptLimits { sqlite3_limit(original.handle, limit, most) }
        for name in ["printf", "format"] {
            sqlite3_create_function_v2(
                connection.handle, name, -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                Unmanaged.passRetained(FormatFunction(original)).toOpaque(),
                { context, count, values in
                    guard let context, let own = sqlite3_user_data(context) else { return }
                    let values = UnsafeBufferPointer(start: values, count: Int(count))
                    Unmanaged<FormatFunction>.fromOpaque(own).takeUnretainedValue()
                        .answer(context, values.map { Value($0) })
                },
                nil, nil, { own in own.map { Unmanaged<FormatFunction>.fromOpaque($0).release() } })
        }
    }

    private func answer(_ context: OpaquePointer, _ values: [Value]) {
        guard case .text(let format) = values.first else { return }
        guard !isTooWide(format, values.dropFirst()) else {
            return sqlite3_result_error(context, "a width of more than \(Self.widest)", -1)
        }
        let places = values.map { _ in "?" }.joined(separator: ", ")
        do {
            try original.prepared("SELECT printf(\(places))").run(values) { row in
                let text = row.text(0)
                sqlite3_result_text(context, text, Int32(text.utf8.count), transient)
                return false
            }
        } catch {
            sqlite3_result_error_toobig(context)
        }
    }

    /// Whether a number in a format, or one that a `*` in it stands for, is too large.
    private func isTooWide(_ format: String, _ values: ArraySlice<Value>) -> Bool {
        let given = format.contains("*") ? values.flatMap(\.numbers) : []
        return (Value.text(format).numbers + given).contains {
            $0 > Self.widest || $0 < -Self.widest
        }
    }
}

extension Value {
    /// An argument of a function. A fraction and a blob are as good as their texts there.
    fileprivate init(_ argument: OpaquePointer?) {
        switch sqlite3_value_type(argument) {
        case SQLITE_NULL: self = .null
        case SQLITE_INTEGER: self = .integer(sqlite3_value_int64(argument))
        default: self = .text(sqlite3_value_text(argument).map { String(cString: $0) } ?? "")
        }
    }

    /// The numbers that stand in it.
    fileprivate var numbers: [Int64] {
        switch self {
        case .null: []
        case .integer(let integer): [integer]
        case .text(let text):
            text.split { !$0.isASCII || !$0.isNumber }.map { Int64($0) ?? .max }
        }
    }
}

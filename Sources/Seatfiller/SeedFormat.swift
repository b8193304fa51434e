/// What a seed is written in.
enum SeedFormat {
    case json, sql, store

    /// The format that a file's extension names, ignoring case; nil for any other extension.
    init?(name: String) {
        let formats: KeyValuePairs = [".json": SeedFormat.json, ".sql": .sql, ".db": .store]
        let format = formats.first { name.lowercased().hasSuffix($0.key) }?.value
        guard let format else { return nil }
        self = format
    }

    /// The format that the content of a pipe begins like: a store with SQLite's magic, JSON with a
    /// bracket after blanks and comments, and SQL with anything else.
    init(content: [UInt8]) {
        guard !content.starts(with: "SQLite format 3\0".utf8) else {
            self = .store
            return
        }
        let text = content[...].behindComments
        let isJSON = text.isEmpty || text.starts(with: "{".utf8) || text.starts(with: "[".utf8)
        self = isJSON ? .json : .sql
    }
}

extension ArraySlice<UInt8> {
    /// The bytes after the byte order mark, blanks and comments of either language.
    fileprivate var behindComments: ArraySlice<UInt8> {
        var rest = starts(with: [0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self
        while let first = rest.first {
            if [0x20, 0x09, 0x0A, 0x0D].contains(first) {
                rest.removeFirst()
            } else if rest.starts(with: "//".utf8) || rest.starts(with: "--".utf8) {
                rest = rest.drop { $0 != 0x0A }
            } else if rest.starts(with: "/*".utf8) {
                rest = rest.dropFirst(2)
                while !rest.isEmpty, !rest.starts(with: "*/".utf8) { rest.removeFirst() }
                rest = rest.dropFirst(2)
            } else {
                break
            }
        }
        return rest
    }
}

/// What a seed is written in.
enum SeedFormat {
    case json, sql, store

    /// What the end of a file's name says, in capitals or not; nil where it says nothing.
    init?(name: String) {
        let name = name.lowercased()
        if name.hasSuffix(".json") {
            self = .json
        } else if name.hasSuffix(".sql") {
            self = .sql
        } else if name.hasSuffix(".db") {
            self = .store
        } else {
            return nil
        }
    }

    /// What the beginning of a pipe's content says: SQLite's magic is a store's, a bracket behind
    /// blanks and comments is JSON's, and everything else is SQL.
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
    /// Without the byte order mark, the blanks and the comments of either language in front.
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

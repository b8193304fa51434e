import System

/// A store file that is made whole, or not at all.
enum NewStore {
    /// - Parameter fill: makes the file at the path that it is given.
    /// - Throws: `SeatfillerError` where the file exists, or cannot be made.
    static func make<Result>(
        _ path: String, _ fill: (_ unfinished: String) throws -> Result
    ) throws(SeatfillerError) -> Result {
        let unfinished = path + ".unfinished"
        func wording<Value>(
            _ body: () throws(FileError) -> Value
        ) throws(SeatfillerError) -> Value {
            try SeatfillerError.wording("\(path) cannot be made", .usage, body)
        }
        func removeUnfinished() throws(SeatfillerError) {
            try wording { () throws(FileError) in try Files.remove(unfinished) }
        }
        let exists = try wording { () throws(FileError) in try Files.kind(of: path) != nil }
        guard !exists else {
            throw SeatfillerError(.usage, "\(path) exists already; name another file")
        }
        try removeUnfinished()
        do {
            let result = try Emulator.wording { try fill(unfinished) }
            try wording { () throws(FileError) in try Files.move(unfinished, to: path) }
            return result
        } catch {
            try removeUnfinished()
            throw error
        }
    }
}

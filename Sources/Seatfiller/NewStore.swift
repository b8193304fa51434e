import System

/// A store file in the making: the whole file appears, or none.
package enum NewStore {
    /// Removes the unfinished file when a signal ends the process. Call this before any thread
    /// starts.
    package static func removeUnfinishedOnSignal(_ path: String) {
        let unfinished = unfinished(path)
        Signals.beforeEnd {
            // The process ends, so a failure has no reader.
            do throws(FileError) { try Files.remove(unfinished) } catch {}
        }
    }

    private static func unfinished(_ path: String) -> String { path + ".unfinished" }

    /// - Parameter fill: makes the file at the given path.
    /// - Throws: `SeatfillerError` if the file exists or cannot be made.
    static func make<Result>(
        _ path: String, _ fill: (_ unfinished: String) throws -> Result
    ) throws(SeatfillerError) -> Result {
        let unfinished = unfinished(path)
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
            let result = try SeatfillerError.wording { try fill(unfinished) }
            try wording { () throws(FileError) in try Files.move(unfinished, to: path) }
            return result
        } catch {
            try removeUnfinished()
            throw error
        }
    }
}

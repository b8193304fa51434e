internal import Emulation
internal import FoundationEssentials

/// A store file that is made whole, or not at all.
internal enum NewStore {
    /// - Parameter fill: makes the file at the path that it is given.
    /// - Throws: `SeatfillerError` where the file exists, or cannot be made.
    static func make<Result>(
        _ path: String, _ fill: (_ unfinished: String) throws -> Result
    ) throws(SeatfillerError) -> Result {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw SeatfillerError(.usage, "\(path) exists already; name another file")
        }
        let unfinished = path + ".unfinished"
        return try Seatfiller.wording {
            try remove(unfinished)
            do {
                let result = try fill(unfinished)
                try FileManager.default.moveItem(atPath: unfinished, toPath: path)
                return result
            } catch {
                try remove(unfinished)
                throw error
            }
        }
    }

    private static func remove(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.removeItem(atPath: path)
    }
}

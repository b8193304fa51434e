internal import FoundationEssentials

/// The seed that `seatfiller init` gives a person to begin with.
package enum Starter {
    /// Writes `seed.json` into a folder, which is made where there is none.
    ///
    /// - Returns: its path.
    /// - Throws: `SeatfillerError` where it exists or cannot be written.
    package static func write(into folder: String) throws(SeatfillerError) -> String {
        let path = folder == "." ? "seed.json" : "\(folder)/seed.json"
        guard !FileManager.default.fileExists(atPath: path) else {
            throw SeatfillerError(.usage, "\(path) exists already; name another folder")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try Data(PackageResources.starter_json).write(to: URL(filePath: path))
        } catch {
            throw SeatfillerError(.failure, "\(path) cannot be written: \(error)")
        }
        return path
    }
}

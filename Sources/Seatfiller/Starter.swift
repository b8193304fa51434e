import System

/// The seed that `seatfiller init` writes.
package enum Starter {
    /// Writes `seed.json` into a folder, and makes the folder if it does not exist.
    ///
    /// - Returns: its path.
    /// - Throws: `SeatfillerError` if the file exists or cannot be written.
    package static func write(into folder: String) throws(SeatfillerError) -> String {
        let path = folder == "." ? "seed.json" : "\(folder)/seed.json"
        let failure = "\(path) cannot be written"
        let exists = try SeatfillerError.wording(failure) { () throws(FileError) in
            try Files.kind(of: path) != nil
        }
        guard !exists else {
            throw SeatfillerError(.usage, "\(path) exists already; name another folder")
        }
        try SeatfillerError.wording(failure) { () throws(FileError) in
            try Files.makeFolder(folder)
            try Files.write(PackageResources.starter_json, to: path)
        }
        return path
    }
}

import System

/// A file that takes a report at the end of a command.
package struct ReportFile {
    private let path: String

    /// - Throws: `SeatfillerError` if no file can be written there: better now than at the end.
    package init(_ path: String) throws(SeatfillerError) {
        self.path = path
        _ = try wording(.usage) { () throws(FileError) in try NewFile(path) }
    }

    package func write(_ text: String) throws(SeatfillerError) {
        try wording(.failure) { () throws(FileError) in
            let file = try NewFile(path)
            try file.write(Array(text.utf8))
            try file.finish()
        }
    }

    private func wording<Result>(
        _ kind: SeatfillerError.Kind, _ body: () throws(FileError) -> Result
    ) throws(SeatfillerError) -> Result {
        try SeatfillerError.wording("\(path) cannot be written", kind, body)
    }
}

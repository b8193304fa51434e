import Emulation
import JSON
import System

/// The file that takes the coverage of the contract at the end of a command.
package struct CoverageFile {
    private let path: String

    /// - Throws: `SeatfillerError` if no file can be written there: better now than at the end.
    package init(_ path: String) throws(SeatfillerError) {
        self.path = path
        _ = try wording(.usage) { () throws(FileError) in try NewFile(path) }
    }

    /// In the form that the ending of the path names: Markdown of `.md`, Cobertura of `.xml`,
    /// otherwise JSON.
    func write(_ coverage: Coverage) throws(SeatfillerError) {
        let text =
            if path.hasSuffix(".md") {
                coverage.markdown
            } else if path.hasSuffix(".xml") {
                coverage.cobertura(at: Clock.realNow)
            } else {
                coverage.json.text + "\n"
            }
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

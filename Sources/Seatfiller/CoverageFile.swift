import Emulation
import JSON

/// The file that takes the coverage of the contract at the end of a command.
package struct CoverageFile {
    private let path: String
    private let file: ReportFile

    /// - Throws: `SeatfillerError` if no file can be written there: better now than at the end.
    package init(_ path: String) throws(SeatfillerError) {
        self.path = path
        file = try ReportFile(path)
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
        try file.write(text)
    }
}

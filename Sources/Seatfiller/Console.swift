import Emulation
import HTTPServer
import System

/// What a command tells the person who typed it.
package enum Console {
    /// To be called before anything is opened.
    package static func open() {
        StandardStream.openAll()
    }

    package static func write(_ line: String) {
        StandardStream.output.write(line: line)
    }

    /// - Parameter text: a line, or several.
    package static func complain(_ text: String) {
        StandardStream.error.write(line: text.printable(keepsLines: true))
    }

    /// Whether the server there is ready.
    ///
    /// - Parameter url: `http://`, an address or `localhost`, and a port.
    package static func isReady(_ url: String) -> Bool {
        let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
        return Probe.status(of: "/readyz", at: String(authority), within: .seconds(2)) == 200
    }
}

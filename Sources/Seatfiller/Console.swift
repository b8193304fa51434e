internal import HTTPServer

/// What a command tells the person who typed it.
package enum Console {
    package static func write(_ line: String) {
        StandardStream.output.write(line: line)
    }

    package static func complain(_ line: String) {
        StandardStream.error.write(line: line)
    }

    /// How wide the terminal is that reads standard output; nil where that is none.
    package static var columns: Int? { StandardStream.output.columns }

    /// Whether the server there is ready.
    ///
    /// - Parameter url: `http://`, an address or `localhost`, and a port.
    package static func isReady(_ url: String) -> Bool {
        let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
        return Probe.status(of: "/readyz", at: String(authority), within: .seconds(2)) == 200
    }
}

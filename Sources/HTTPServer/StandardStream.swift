internal import Glibc

/// The process's standard output and standard error, written at once: a buffered ready line would
/// be lost to whoever waits for it behind a pipe.
package enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Writes a line; one that cannot be written has no reader.
    package func write(line: String) {
        _ = write(ArraySlice((line + "\n").utf8))
    }

    /// - Returns: whether all of it was written.
    package func write(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return false }
            rest = rest.dropFirst(max(count, 0))
        }
        return true
    }

    /// How wide the terminal is; nil where it is none.
    package var columns: Int? {
        var size = winsize()
        guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}

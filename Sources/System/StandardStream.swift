import Glibc
import Synchronization

/// The process's standard output and standard error. They are not buffered: a reader of the ready
/// line waits behind a pipe.
package enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Opens the standard streams that were closed when the process started. Otherwise the next
    /// file or socket would get the number of such a stream, and the log would be written to it.
    package static func openAll() {
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
            // open(2) returns the lowest free number, which is this one.
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// Whether a person reads it.
    package var isTerminal: Bool { isatty(rawValue) == 1 }

    /// Writes a line, and waits for the reader. A line that cannot be written is lost.
    package func write(line: String) {
        guard !write(ArraySlice((line + "\n").utf8)), self == .output, errno != EPIPE else {
            return
        }
        Self.lossCode.store(errno, ordering: .relaxed)
    }

    /// Why a line of standard output was lost that somebody may miss; nil if none was. A reader
    /// that has gone misses nothing.
    package static var loss: FileError? {
        let code = lossCode.load(ordering: .relaxed)
        return code == 0 ? nil : FileError(code)
    }

    private static let lossCode = Atomic<Int32>(0)

    /// Writes a line of the log. The line is lost if the reader has read nothing for a second,
    /// because a server must not stop for its log.
    package func log(line: String) {
        Self.isStuck.withLock { isStuck in
            var rest = ArraySlice((line + "\n").utf8)
            while !rest.isEmpty {
                isStuck = !isWritable(within: isStuck ? 0 : 1000)
                guard !isStuck, write(rest.prefix(Self.atomicByteCount)) else { return }
                rest = rest.dropFirst(Self.atomicByteCount)
            }
        }
    }

    /// Whether the last line found no room.
    private static let isStuck = Mutex(false)

    /// A writable pipe accepts this many bytes without blocking: `PIPE_BUF`, pipe(7).
    private static let atomicByteCount = 4096

    private func isWritable(within milliseconds: Int32) -> Bool {
        var request = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
        return poll(&request, 1, milliseconds) > 0
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
}

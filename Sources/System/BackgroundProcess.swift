import CSystem
import Glibc

/// A command that runs in the background, in a process group of its own. It has nothing to read,
/// and what it prints is kept.
package final class BackgroundProcess {
    /// How a command has ended.
    package enum Ending: Equatable, Sendable, CustomStringConvertible {
        case exit(code: Int32)
        case signal(number: Int32)

        /// `exit 1`, `ended by signal 11 (SEGV)`
        package var description: String {
            switch self {
            case .exit(let code): return "exit \(code)"
            case .signal(let number):
                let name = Self.names[number].map { " (\($0))" } ?? ""
                return "ended by signal \(number)\(name)"
            }
        }

        private static let names = [
            SIGHUP: "HUP", SIGINT: "INT", SIGQUIT: "QUIT", SIGILL: "ILL", SIGTRAP: "TRAP",
            SIGABRT: "ABRT", SIGBUS: "BUS", SIGFPE: "FPE", SIGKILL: "KILL", SIGSEGV: "SEGV",
            SIGPIPE: "PIPE", SIGALRM: "ALRM", SIGTERM: "TERM",
        ]
    }

    /// What a command has printed to one of its streams, as far as it is kept.
    package struct Printed: Sendable {
        package fileprivate(set) var bytes: [UInt8] = []
        /// Whether it printed more than is kept.
        package fileprivate(set) var isCut = false
    }

    private let id: pid_t
    private let guardian: ChildGuardian
    private var streams: [Stream]

    fileprivate struct Stream {
        /// What it is read from; nil when its writers have closed it.
        var descriptor: Int32?
        let most: Int
        /// Whether the end is kept of what is too long, and not the beginning.
        let keepsEnd: Bool
        var printed = Printed()
    }

    /// How many milliseconds it may take until an end is noticed.
    private static let pace: Int32 = 10
    /// How often is read at most what a pipe still holds at the end.
    private static let mostReads = 1024

    /// Starts a command.
    ///
    /// - Parameters:
    ///   - words: its name or path, which is looked for as a shell does, and its arguments.
    ///   - changes: the variables of its environment that are not ours.
    ///   - mostBytes: how much is kept of its standard output.
    ///   - guardian: kills its group if we end before it.
    package init(
        _ words: [String], changing changes: [(name: String, value: String)],
        keeping mostBytes: Int,
        _ guardian: ChildGuardian
    ) throws(FileError) {
        let output = try Self.pipe()
        let errors: (reader: Int32, writer: Int32)
        do throws(FileError) {
            errors = try Self.pipe()
        } catch {
            close(output.reader)
            close(output.writer)
            throw error
        }
        var mask = sigset_t()
        sigemptyset(&mask)
        var error: Int32 = 0
        let id = withCStrings(words) { words in
            withCStrings(Variables.changed(by: changes)) { environment in
                seatfiller_spawn(
                    words, environment, &mask, -1, output.writer, errors.writer,
                    guardian.descriptor, 1, 1, &error)
            }
        }
        close(output.writer)
        close(errors.writer)
        self.id = id
        self.guardian = guardian
        streams = [
            Stream(descriptor: output.reader, most: mostBytes, keepsEnd: false),
            Stream(descriptor: errors.reader, most: 1 << 16, keepsEnd: true),
        ]
        guard id > 0 else { throw FileError(error) }
    }

    deinit {
        for stream in streams { if let descriptor = stream.descriptor { close(descriptor) } }
    }

    /// What it has printed to standard output: the beginning of it.
    package var output: Printed { streams[0].printed }
    /// What it has printed to standard error: the end of it.
    package var errors: Printed { streams[1].printed }

    /// Waits until the command has ended, and reads what it prints meanwhile.
    ///
    /// - Parameter isOver: asked now and then; true gives the command up.
    /// - Returns: whether it has ended by itself.
    package func wait(until isOver: () -> Bool) -> Bool {
        while !hasEnded {
            guard !isOver() else { return false }
            readOnce(within: Self.pace)
        }
        return true
    }

    /// Ends what is left of the command and of its group, and reads what it has printed.
    ///
    /// - Parameter grace: how long a command that still runs has after a `SIGTERM`, before it is
    ///   killed.
    /// - Returns: how it has ended, and whether it had left processes behind.
    package func end(grace: Duration) -> (ending: Ending, hasLeftOthers: Bool) {
        let isKilled = !hasEnded
        if isKilled {
            kill(-id, SIGTERM)
            let deadline = ContinuousClock.now + grace
            while !hasEnded, ContinuousClock.now < deadline { readOnce(within: Self.pace) }
        }
        kill(-id, SIGKILL)
        while !hasEnded { readOnce(within: Self.pace) }
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        let hasLeftOthers = !isKilled && kill(-id, 0) == 0
        guardian.forget(id)
        // Others may still have the pipes open. Nobody waits for what they print from now on.
        var rest = Self.mostReads
        while rest > 0, readOnce(within: 0) { rest -= 1 }
        // wait(2): the macros that Swift does not import.
        let signal = status & 0x7F
        return (
            signal == 0 ? .exit(code: status >> 8 & 0xFF) : .signal(number: signal), hasLeftOthers
        )
    }

    private var hasEnded: Bool { seatfiller_has_ended(id) != 0 }

    /// Reads what is there to be read, or waits for it.
    ///
    /// - Returns: whether there was something.
    @discardableResult
    private func readOnce(within milliseconds: Int32) -> Bool {
        var waiting = streams.map {
            pollfd(fd: $0.descriptor ?? -1, events: Int16(POLLIN), revents: 0)
        }
        guard poll(&waiting, nfds_t(waiting.count), milliseconds) > 0 else { return false }
        var hasRead = false
        for index in streams.indices where waiting[index].revents != 0 {
            if streams[index].read() { hasRead = true }
        }
        return hasRead
    }

    private static func pipe() throws(FileError) -> (reader: Int32, writer: Int32) {
        var ends: [Int32] = [0, 0]
        guard seatfiller_pipe(&ends) == 0 else { throw FileError() }
        return (ends[0], ends[1])
    }
}

extension BackgroundProcess.Stream {
    /// - Returns: whether there was something; closes the stream at its end.
    fileprivate mutating func read() -> Bool {
        guard let descriptor else { return false }
        var code: Int32 = 0
        let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            let read = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if read < 0 { code = errno }
            count = max(0, read)
        }
        if code == EINTR { return true }
        guard !piece.isEmpty else {
            close(descriptor)
            self.descriptor = nil
            return false
        }
        keep(piece)
        return true
    }

    private mutating func keep(_ piece: [UInt8]) {
        if keepsEnd {
            printed.bytes += piece
            guard printed.bytes.count > most else { return }
            printed.bytes.removeFirst(printed.bytes.count - most)
            printed.isCut = true
        } else {
            let room = most - printed.bytes.count
            printed.bytes += piece.prefix(room)
            printed.isCut = printed.isCut || piece.count > room
        }
    }
}

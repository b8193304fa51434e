import CSystem
import Glibc

/// A command that runs in a process group of its own, on our standard streams.
///
/// It is what it would be if a shell had started it: the terminal is its own where it was ours, it
/// is stopped and goes on with us, and signals that are sent to us reach all of its group.
package final class ChildProcess {
    private let id: pid_t
    private let signals: ChildSignals
    private let guardian: ChildGuardian
    /// Whether the command has had our terminal.
    private var hasTerminal: Bool
    /// Whether somebody asked us to stop, and not the terminal the command.
    private var isAskedToStop = false

    /// The exit code of shells for a command that does not exist or cannot be executed.
    package static func exitCode(for error: FileError) -> Int32 { error.isMissing ? 127 : 126 }

    /// Starts a command, from the thread that then waits for it.
    ///
    /// - Parameters:
    ///   - words: its name or path, which is looked for as a shell does, and its arguments.
    ///   - changes: the variables of its environment that are not ours.
    ///   - guardian: kills its group if we end before it.
    package init(
        _ words: [String], changing changes: [(name: String, value: String)],
        _ signals: ChildSignals, _ guardian: ChildGuardian
    ) throws(FileError) {
        let terminal = Self.isForeground ? STDIN_FILENO : -1
        var mask = signals.mask
        var error: Int32 = 0
        let names = Set(changes.map(\.name))
        let environment =
            Variables.all.filter { !names.contains(String($0.prefix { $0 != "=" })) }
            + changes.map { "\($0.name)=\($0.value)" }
        let id = Self.withCStrings(words) { words in
            Self.withCStrings(environment) { environment in
                seatfiller_spawn(
                    words, environment, &mask, terminal, signals.endsOnBrokenPipe ? 1 : 0,
                    signals.endsOnFileSize ? 1 : 0, &error)
            }
        }
        hasTerminal = terminal >= 0
        self.signals = signals
        self.guardian = guardian
        self.id = id
        guard id > 0 else {
            takeTerminal()
            throw FileError(error)
        }
        guardian.watch(id)
    }

    /// Passes signals on until the command has ended.
    ///
    /// - Returns: its exit code, or 128 plus the signal that ended it.
    package func wait() -> Int32 {
        while true {
            let number = signals.next()
            switch number {
            case SIGCHLD:
                if let code = news() {
                    guardian.watch(nil)
                    takeTerminal()
                    return code
                }
            case SIGTSTP:
                isAskedToStop = true
                kill(-id, SIGTSTP)
            case SIGCONT:
                goOn()
            default:
                kill(-id, number)
            }
        }
    }

    /// Its exit code where it has ended. Where it was stopped, we stop too.
    private func news() -> Int32? {
        var status: Int32 = 0
        while waitpid(id, &status, WNOHANG | WUNTRACED) == id {
            // wait(2): the macros that Swift does not import.
            let signal = status & 0x7F
            if status & 0xFF == 0x7F {
                stop(by: status >> 8 & 0xFF)
            } else {
                return signal == 0 ? status >> 8 & 0xFF : 128 + signal
            }
        }
        return nil
    }

    /// Stops as the command has: the shell that waits for us then has its turn.
    private func stop(by number: Int32) {
        // Run in the background and then brought to the front, it has asked for the terminal.
        if number == SIGTTIN || number == SIGTTOU, Self.isForeground { return goOn() }
        guard hasTerminal || isAskedToStop else { return }
        let hadTerminal = hasTerminal
        takeTerminal()
        isAskedToStop = false
        // A session's first process has nobody who could let it go on.
        guard getsid(0) != getpid() else { return goOn() }
        // The terminal has stopped its group alone; others may wait in ours.
        if hadTerminal { kill(0, SIGTSTP) }
        kill(getpid(), SIGSTOP)
    }

    private func goOn() {
        if Self.isForeground {
            tcsetpgrp(STDIN_FILENO, id)
            hasTerminal = true
        }
        kill(-id, SIGCONT)
    }

    private func takeTerminal() {
        guard hasTerminal else { return }
        tcsetpgrp(STDIN_FILENO, getpgrp())
        hasTerminal = false
    }

    /// Whether standard input is a terminal, and it is our group's turn there.
    private static var isForeground: Bool {
        isatty(STDIN_FILENO) == 1 && tcgetpgrp(STDIN_FILENO) == getpgrp()
    }

    /// The texts as a list for C, which ends with nothing.
    private static func withCStrings<Result>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = texts.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        return copies.withUnsafeBufferPointer { list in
            guard let first = list.baseAddress else { preconditionFailure("it ends with nothing") }
            return body(first)
        }
    }
}

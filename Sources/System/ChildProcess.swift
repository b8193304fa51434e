import CSystem
import Glibc

/// A command that runs in a process group of its own, with our standard streams.
///
/// The command runs as if a shell had started it. It takes over the terminal if we had it, it stops
/// and continues when we do, and signals sent to us reach its whole group.
package final class ChildProcess {
    private let id: pid_t
    private let signals: ChildSignals
    private let guardian: ChildGuardian
    /// Whether the command's group has our terminal.
    private var hasTerminal: Bool
    /// Whether we got a SIGTSTP ourselves. Usually the terminal sends it to the command's group.
    private var isAskedToStop = false

    /// The exit code that shells use for a command that does not exist or cannot be executed.
    package static func exitCode(for error: FileError) -> Int32 { error.isMissing ? 127 : 126 }

    /// Starts a command. Call `wait` on the same thread.
    ///
    /// - Parameters:
    ///   - words: the name or path of the command, found as a shell finds it, and its arguments.
    ///   - changes: variables to add to our environment, or to replace there.
    ///   - guardian: kills the command's group if we end before the command.
    /// - Throws: the error if the command cannot be started. `exitCode(for:)` has its exit code.
    package init(
        _ words: [String], changing changes: [(name: String, value: String)],
        _ signals: ChildSignals, _ guardian: ChildGuardian
    ) throws(FileError) {
        let terminal = Self.isForeground ? STDIN_FILENO : -1
        var mask = signals.mask
        var error: Int32 = 0
        let id = withCStrings(words) { words in
            withCStrings(Variables.changed(by: changes)) { environment in
                seatfiller_spawn(
                    words, environment, &mask, terminal, -1, -1, guardian.descriptor,
                    signals.endsOnBrokenPipe ? 1 : 0, signals.endsOnFileSize ? 1 : 0, &error)
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
                    guardian.forget(id)
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

    /// Reads the changes of the command's state. If the command was stopped, we stop too.
    ///
    /// - Returns: the exit code if the command has ended, or else nil.
    private func news() -> Int32? {
        var status: Int32 = 0
        while waitpid(id, &status, WNOHANG | WUNTRACED) == id {
            // Swift does not import the macros of wait(2) that take the status apart.
            let signal = status & 0x7F
            if status & 0xFF == 0x7F {
                stop(by: status >> 8 & 0xFF)
            } else {
                return signal == 0 ? status >> 8 & 0xFF : 128 + signal
            }
        }
        return nil
    }

    /// Stops this process as the command was stopped, so that the shell that started us goes on.
    private func stop(by number: Int32) {
        // We were in the background and are in the foreground now. The command wants the terminal.
        if number == SIGTTIN || number == SIGTTOU, Self.isForeground { return goOn() }
        guard hasTerminal || isAskedToStop else { return }
        let hadTerminal = hasTerminal
        takeTerminal()
        isAskedToStop = false
        // The leader of a session has no shell that could continue it.
        guard getsid(0) != getpid() else { return goOn() }
        // The terminal has stopped the command's group only. Stop the rest of our group too.
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

    /// Whether standard input is a terminal, and our group is in its foreground.
    private static var isForeground: Bool {
        isatty(STDIN_FILENO) == 1 && tcgetpgrp(STDIN_FILENO) == getpgrp()
    }
}

import CSystem
import Glibc

/// Takes the signals that this process gets, so that they can be passed on to a command.
package struct ChildSignals: Sendable {
    /// The signals to pass on: to end, reload, stop or continue, and for a resized terminal.
    private static let passed = [
        SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH, SIGUSR1, SIGUSR2,
    ]

    /// The signals that are blocked when the command starts: those that were blocked when we were
    /// started, except the ones to pass on. Programs with many threads often start others with all
    /// signals blocked.
    let mask: sigset_t
    /// Whether SIGPIPE ends the command, as it would have ended us.
    let endsOnBrokenPipe: Bool
    /// Whether SIGXFSZ ends the command, as it would have ended us.
    let endsOnFileSize: Bool

    /// Blocks the signals. Call this before you start any thread, because threads inherit it.
    package init() {
        // SIGTTOU would stop us when we take the terminal back from the background.
        var held = Self.set(of: Self.passed + [SIGCHLD, SIGTTOU])
        var inherited = sigset_t()
        pthread_sigmask(SIG_BLOCK, &held, &inherited)
        for number in Self.passed { sigdelset(&inherited, number) }
        mask = inherited
        // For a server, a broken pipe and a file that is too large are errors, not its end.
        endsOnBrokenPipe = Self.ignore(SIGPIPE)
        endsOnFileSize = Self.ignore(SIGXFSZ)
    }

    /// Ignores a signal from now on.
    ///
    /// - Returns: whether it was not ignored before.
    private static func ignore(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        let wasIgnored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
        signal(number, SIG_IGN)
        return !wasIgnored
    }

    /// Waits for the next signal to pass on, or for `SIGCHLD`: the command's state has changed.
    func next() -> Int32 {
        var set = Self.set(of: Self.passed + [SIGCHLD])
        var number: Int32 = 0
        while sigwait(&set, &number) != 0 {}
        return number
    }

    private static func set(of numbers: [Int32]) -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
        return set
    }
}

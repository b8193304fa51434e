import CSystem
import Glibc

/// The signals of a program that runs a command: they are the command's, and are passed on to it.
package struct ChildSignals: Sendable {
    /// Passed on: to end, to reload, to stop and to go on, and of the terminal its size.
    private static let passed = [
        SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH, SIGUSR1, SIGUSR2,
    ]

    /// What the command begins with: what we were started with, without the signals that are passed
    /// on. Programs of many threads often start others with all of them blocked.
    let mask: sigset_t
    let endsOnBrokenPipe: Bool
    let endsOnFileSize: Bool

    /// Keeps them from acting here; to be called before any thread is started, for threads inherit
    /// it.
    package init() {
        // SIGTTOU: the terminal is also given and taken from the background.
        var held = Self.set(of: Self.passed + [SIGCHLD, SIGTTOU])
        var inherited = sigset_t()
        pthread_sigmask(SIG_BLOCK, &held, &inherited)
        for number in Self.passed { sigdelset(&inherited, number) }
        mask = inherited
        // As of a server: a reader that has gone, and a file that may not grow, are errors.
        endsOnBrokenPipe = Self.ignore(SIGPIPE)
        endsOnFileSize = Self.ignore(SIGXFSZ)
    }

    /// - Returns: whether it was not ignored before.
    private static func ignore(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        let wasIgnored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
        signal(number, SIG_IGN)
        return !wasIgnored
    }

    /// Waits for the next one, or for news of the command, which is `SIGCHLD`.
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

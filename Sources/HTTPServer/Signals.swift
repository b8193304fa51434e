internal import Glibc

/// The signals a server obeys, taken one at a time by the thread that waits for them.
package enum Signals {
    package enum Signal: Sendable {
        case stop
        case reload
    }

    /// Keeps the signals from ending the process; to be called before any thread is started, for
    /// threads inherit it.
    package static func hold() {
        var set = obeyed
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Waits for the next one.
    package static func next() -> Signal {
        var set = obeyed
        var number: Int32 = 0
        while sigwait(&set, &number) != 0 {}
        return number == SIGHUP ? .reload : .stop
    }

    /// Asks the process to stop, as a `SIGTERM` from outside does.
    package static func stop() {
        kill(getpid(), SIGTERM)
    }

    /// From here on a signal ends the process at once, as it would any other.
    package static func release() {
        var set = obeyed
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }

    private static var obeyed: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&set, number) }
        return set
    }
}

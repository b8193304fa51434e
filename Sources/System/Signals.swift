import CSystem
import Glibc

/// The signals a server obeys, taken one at a time by the thread that waits for them.
package enum Signals {
    package enum Signal: Sendable {
        case stop
        case reload
    }

    /// Keeps the signals from ending the process; to be called before any thread is started, for
    /// threads inherit it.
    ///
    /// A pipe that nobody reads any more is an error of the write and no signal: a log without a
    /// reader must not end the server, and programs that are started from here inherit that.
    package static func hold() {
        signal(SIGPIPE, SIG_IGN)
        var set = obeyed
        pthread_sigmask(SIG_BLOCK, &set, nil)
        // A file that may not grow is an error of the write that would make it grow.
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Takes them from now on, on a thread of its own, until one has asked to stop.
    ///
    /// - Returns: false where the system gives no thread.
    package static func take(_ obey: @escaping @Sendable (Signal) -> Void) -> Bool {
        let thread = Thread {
            var signal = Signal.reload
            while signal != .stop {
                signal = next()
                obey(signal)
            }
        }
        thread?.detach()
        return thread != nil
    }

    /// Calls `body` before a signal ends the process, as it would any other; to be called before
    /// any thread is started. Where the system gives no thread for it, the signal just ends the
    /// process.
    package static func beforeEnd(_ body: @escaping @Sendable () -> Void) {
        var set = obeyed
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let thread = Thread {
            let number = nextNumber()
            body()
            release()
            raise(number)
        }
        guard let thread else { return release() }
        thread.detach()
    }

    private static func next() -> Signal { nextNumber() == SIGHUP ? .reload : .stop }

    private static func nextNumber() -> Int32 {
        var set = obeyed
        var number: Int32 = 0
        while sigwait(&set, &number) != 0 {}
        return number
    }

    /// Ends the process without waiting for any of its threads.
    package static func endProcess() -> Never {
        _exit(0)
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

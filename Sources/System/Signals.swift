import CSystem
import Glibc

/// The signals that a server obeys. One thread waits for them and takes them one at a time.
package enum Signals {
    package enum Signal: Sendable {
        case stop
        case reload
    }

    /// Keeps the signals from ending the process. Call this before any thread starts, because
    /// threads inherit it.
    ///
    /// A broken pipe becomes an error of the write instead of a signal, because a log without a
    /// reader must not end the server.
    package static func hold() {
        signal(SIGPIPE, SIG_IGN)
        var set = obeyed
        pthread_sigmask(SIG_BLOCK, &set, nil)
        // Likewise, the file size limit becomes an error of the write.
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Takes signals from now on, on a thread of its own, until a signal to stop.
    ///
    /// - Returns: false if the system cannot start a thread.
    package static func take(_ obey: @escaping @Sendable (Signal) -> Void) -> Bool {
        let thread = Thread {
            var signal = Signal.reload
            while signal != .stop {
                signal = nextNumber() == SIGHUP ? .reload : .stop
                obey(signal)
            }
        }
        thread?.detach()
        return thread != nil
    }

    /// Calls `body` before a signal ends the process. Call this before any thread starts. If the
    /// system cannot start a thread, the signal ends the process without calling `body`.
    package static func beforeEnd(_ body: @escaping @Sendable () -> Void) {
        var set = obeyed
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let thread = Thread {
            let number = nextNumber()
            body()
            // A parent may have had the signal ignored, as nohup does; then it still ends this.
            signal(number, SIG_DFL)
            release()
            raise(number)
        }
        guard let thread else { return release() }
        thread.detach()
    }

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

    /// Stops the process as a `SIGTERM` would.
    package static func stop() {
        kill(getpid(), SIGTERM)
    }

    /// Restores the default: from here on a signal ends the process at once.
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

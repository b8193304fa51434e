import CSystem
import Glibc

/// A thread of the system.
package struct Thread: Sendable {
    private let handle: pthread_t

    /// Starts a thread; nil if the system cannot.
    package init?(_ body: @escaping @Sendable () -> Void) {
        var handle = pthread_t()
        let context = Unmanaged.passRetained(Body(body))
        let code = pthread_create(
            &handle, nil,
            { context in
                guard let context else { return nil }
                blockBrokenPipeSignal()
                Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        guard code == 0 else {
            context.release()
            return nil
        }
        self.handle = handle
    }

    /// The number of the calling thread: 0 for the first thread that calls this, and so on.
    package static var number: Int { Int(seatfiller_thread_number()) }

    /// Waits until the thread has ended.
    package func join() {
        pthread_join(handle, nil)
    }

    /// Lets the thread end by itself. It can no longer be joined.
    package func detach() {
        pthread_detach(handle)
    }

    /// Blocks the calling thread.
    package static func pause(for duration: Duration) {
        let (seconds, attoseconds) = duration.components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        nanosleep(&time, nil)
    }
}

private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

/// A broken pipe must not end the process. The signal goes to the writing thread, so blocking it
/// there leaves the rest of the program alone.
private func blockBrokenPipeSignal() {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &set, nil)
}

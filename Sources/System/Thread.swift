import CSystem
import Glibc

/// A thread of the system.
package struct Thread: Sendable {
    private let handle: pthread_t

    /// Starts it; nil where the system has none to give.
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

    /// The number of the thread that asks: 0 for the first one that does, and so on.
    package static var number: Int { Int(seatfiller_thread_number()) }

    /// Waits until it has ended.
    package func join() {
        pthread_join(handle, nil)
    }

    /// Lets it end by itself; nobody may join it any more.
    package func detach() {
        pthread_detach(handle)
    }

    /// Holds the thread that calls.
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

/// A line that nobody reads is lost, and not the process: the signal goes to the thread that
/// writes, and the program around us keeps its own way.
private func blockBrokenPipeSignal() {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &set, nil)
}

internal import CLibevent
internal import Glibc

/// Holds the calling thread: for callers without a loop, whose answers are waited for.
package func pause(for duration: Duration) {
    let (seconds, attoseconds) = duration.components
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    nanosleep(&time, nil)
}

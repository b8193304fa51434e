import Glibc

/// The time of the machine.
package enum RealTime {
    /// How long it is since 1970 began, to the nanosecond.
    package static var sinceEpoch: (seconds: Int, nanoseconds: Int) {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return (time.tv_sec, time.tv_nsec)
    }
}

import CLibevent
import Glibc
import System

/// The time as a `Date` field has it, written anew each second.
struct DateField {
    private var second = -1
    private var text: [UInt8] = []

    /// Of the time at which the loop was woken.
    mutating func now(of base: OpaquePointer) -> [UInt8] {
        var time = timeval()
        event_base_gettimeofday_cached(base, &time)
        if time.tv_sec != second {
            second = time.tv_sec
            text = Array(HTTPDate.text(second).utf8)
        }
        return text
    }
}

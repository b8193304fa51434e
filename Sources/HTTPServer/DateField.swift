internal import CLibevent
internal import Glibc
internal import HTTP

/// The time as a `Date` field has it, written anew each second.
internal struct DateField {
    private var second = -1
    private var text: [UInt8] = []

    /// Of the time at which the loop was woken.
    mutating func now(of base: OpaquePointer) -> [UInt8] {
        var time = timeval()
        event_base_gettimeofday_cached(base, &time)
        if time.tv_sec != second {
            second = time.tv_sec
            text = Self.written(second)
        }
        return text
    }

    private static func written(_ second: Int) -> [UInt8] {
        var second = second
        var parts = tm()
        gmtime_r(&second, &parts)
        let date = HTTPDate(
            weekday: Int(parts.tm_wday), year: Int(parts.tm_year) + 1900,
            month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday), hour: Int(parts.tm_hour),
            minute: Int(parts.tm_min), second: Int(parts.tm_sec))
        return Array(date.text.utf8)
    }
}

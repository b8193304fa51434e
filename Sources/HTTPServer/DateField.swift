internal import CLibevent
internal import Glibc

/// The time as a `Date` field has it, RFC 9110 section 5.6.7, written anew each second.
internal struct DateField {
    private var second = -1
    private var text: [UInt8] = []

    /// `Sat, 21 Nov 2026 12:33:00 GMT`, of the time at which the loop was woken.
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
        let day = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][Int(parts.tm_wday)]
        let month = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ][Int(parts.tm_mon)]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        return Array(
            "\(day), \(two(parts.tm_mday)) \(month) \(parts.tm_year + 1900) \(time) GMT".utf8)
    }
}

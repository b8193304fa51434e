import Glibc

/// The date format of header fields, RFC 9110 section 5.6.7.
package enum HTTPDate {
    /// The names must be English, whatever the locale of the process.
    nonisolated(unsafe) private static let locale = newlocale(1 << LC_TIME, "C", nil)

    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    ///
    /// - Parameter seconds: seconds since 1970, in the years 1 to 9999.
    package static func text(_ seconds: Int) -> String {
        var seconds = seconds
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 32)
        // glibc omits leading zeros of the year unless the format gives the number of digits.
        let count = strftime_l(
            &text, text.count, "%a, %d %b %04Y %H:%M:%S GMT", &parts, locale)
        return String(decoding: text.prefix(count).map(UInt8.init), as: UTF8.self)
    }
}

import Glibc

/// A point in time in the form that fields have it in, RFC 9110 section 5.6.7.
package enum HTTPDate {
    /// The names are English, whatever language the program speaks that has this library in it.
    nonisolated(unsafe) private static let locale = newlocale(1 << LC_TIME, "C", nil)

    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    ///
    /// - Parameter seconds: since 1970, of the years 1 to 9999.
    package static func text(_ seconds: Int) -> String {
        var seconds = seconds
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 32)
        // glibc writes years without zeros in front unless it is told how many digits there are.
        let count = strftime_l(
            &text, text.count, "%a, %d %b %04Y %H:%M:%S GMT", &parts, locale)
        return String(decoding: text.prefix(count).map(UInt8.init), as: UTF8.self)
    }
}

/// A point in time in the form that fields have it in, RFC 9110 section 5.6.7.
package struct HTTPDate: Sendable {
    /// From 0 for Sunday.
    private let weekday: Int
    /// From 1.
    private let month: Int
    private let day: Int
    private let year: Int
    private let hour: Int
    private let minute: Int
    private let second: Int

    package init(
        weekday: Int, year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int
    ) {
        self.weekday = weekday
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    package var text: String {
        let time = [hour, minute, second].map { String($0, digits: 2) }.joined(separator: ":")
        return "\(Self.weekdays[weekday]), \(String(day, digits: 2)) \(Self.months[month - 1]) "
            + "\(String(year, digits: 4)) \(time) GMT"
    }
}

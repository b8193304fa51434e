package import JSON

/// Numbers and instants at the ends of what can be written, and their neighbours: where arithmetic
/// breaks.
package enum Extremes {
    /// As JSON writes numbers.
    package static let numbers = [
        "0", "-0", "1", "-1", "0.5", "-0.5", "2147483647", "2147483648", "-2147483648",
        "-2147483649", "4294967296", "9007199254740993", "9223372036854775806",
        "9223372036854775807", "9223372036854775808", "-9223372036854775807",
        "-9223372036854775808", "-9223372036854775809", "18446744073709551615",
        "18446744073709551616", "9.223372036854775807e18", "1e308", "-1e308",
        "1.7976931348623157e308", "-1.7976931348623157e308", "5e-324", "1e-400",
        // The ends of the years 1 and 9999 in seconds since 1970, in milliseconds, and beyond.
        "253402300799", "253402300800", "-62135596800", "-62135596801", "253402300799999",
        "1000000000000", "-100000000000",
    ]

    /// What looks like a number, and is none of JSON's.
    package static let words = [
        "NaN", "nan", "Infinity", "-Infinity", "inf", "-inf", "1e309", "-1e309", "+1", " 1", "1 ",
        "1_000", "1,000", "0x10", "007", "--1", "-", "٣", "１", "1e", ".5", "",
    ]

    package static let instants = [
        "0000-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00",
        "0001-01-01T00:00:00.0000000+00:00", "9999-12-31T23:59:59.9999999+00:00",
        "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-01:00", "9999-12-31T23:59:60Z",
        "9999-13-01T00:00:00Z", "2018-02-30T00:00:00Z", "10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z", "2018-19-39T29:59:59.9999999+00:00", "N/A", "now",
    ]

    /// The numbers as values; none for what is no number for a reader of JSON either.
    package static let values: [JSON] = numbers.compactMap { text in
        do throws(JSONError) {
            return try JSON(parsing: Array(text.utf8))
        } catch {
            return nil
        }
    }
}

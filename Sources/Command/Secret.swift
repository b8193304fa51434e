import ArgumentParser

/// A text that no message repeats, so that any text is taken here: what it must be is checked when
/// all options are there.
struct Secret: ExpressibleByArgument {
    let text: String

    init(argument: String) {
        text = argument
    }

    /// What it says in hexadecimal digits; nil where it is written in anything else.
    var bytes: [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }
}

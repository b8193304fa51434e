import ArgumentParser

/// A text that no message repeats. The parser accepts any text here, because its messages quote the
/// text; `validate` checks it.
struct Secret: ExpressibleByArgument {
    let text: String

    init(argument: String) {
        text = argument
    }

    /// The bytes that its hexadecimal digits spell; nil for any other text.
    var bytes: [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }
}

/// Decodes a range of a text, which is percent-encoded as in a path or, with `+` for a space, as in
/// a form.
///
/// An invalid escape stays as it is. Bytes that are not UTF-8 become replacement characters.
func decoded(_ text: String, _ range: Range<Int>, plusIsSpace: Bool) -> String {
    let bytes = text.utf8.span
    let part = bytes.extracting(range)
    // A loop without an early exit is vectorized.
    var escapes: UInt8 = 0
    for index in part.indices {
        escapes |= part[index] == UInt8(ascii: "%") || part[index] == UInt8(ascii: "+") ? 1 : 0
    }
    if escapes == 0 {
        let utf8 = text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
        return String(text[start..<utf8.index(start, offsetBy: range.count)])
    }
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
        let byte = bytes[index]
        if byte == UInt8(ascii: "%"), index + 2 < range.upperBound,
            let high = bytes[index + 1].hexDigitValue, let low = bytes[index + 2].hexDigitValue
        {
            result.append(high << 4 | low)
            index += 3
        } else {
            result.append(byte == UInt8(ascii: "+") && plusIsSpace ? UInt8(ascii: " ") : byte)
            index += 1
        }
    }
    return String(decoding: result, as: UTF8.self)
}

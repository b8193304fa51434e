/// Where the records of a stream end, RFC 8446 section 5.1: a head of five bytes, of which the last
/// two say how many follow.
struct RecordFraming {
    /// How many bytes of a head have come.
    private var headCount = 0
    private var length = 0
    /// How many bytes of a record are missing.
    private var missing = 0

    /// Whether no record has begun that is not whole.
    var isBetween: Bool { headCount == 0 && missing == 0 }

    mutating func take(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        while index < bytes.count {
            if missing > 0 {
                let count = min(missing, bytes.count - index)
                missing -= count
                index += count
                continue
            }
            headCount += 1
            if headCount > 3 { length = length << 8 | Int(bytes[index]) }
            index += 1
            if headCount == 5 { (missing, length, headCount) = (length, 0, 0) }
        }
    }
}

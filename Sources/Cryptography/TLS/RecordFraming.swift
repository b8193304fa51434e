/// Finds the ends of the TLS records in a stream, RFC 8446 section 5.1. A record begins with a head
/// of five bytes. The last two bytes of the head are the length of the rest.
struct RecordFraming {
    /// The number of bytes of the head that have arrived; 0 if the head is complete.
    private var headCount = 0
    /// The length, as far as the head has arrived.
    private var length = 0
    /// The number of bytes after the head that have not arrived yet.
    private var missing = 0

    /// Whether all records that have begun are complete.
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

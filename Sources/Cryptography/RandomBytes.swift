/// Bytes that nobody can predict.
package enum RandomBytes {
    /// Random bytes from the kernel, getrandom(2), like Swift's own random numbers. OpenSSL's
    /// generator needs half a millisecond at first, and every start would wait for it.
    package static func make(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        while bytes.count < count {
            let word: UInt64 = generator.next()
            for shift in stride(from: 0, to: 64, by: 8) where bytes.count < count {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return bytes
    }
}

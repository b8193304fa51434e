/// Bytes that nobody can foretell.
package enum RandomBytes {
    /// They come from the kernel, getrandom(2), as Swift's own random numbers do: OpenSSL's
    /// generator takes half a millisecond to begin, which every start would wait for.
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

/// 64 bits that stand for a value made of texts and numbers: equal for equal values, and in
/// practice different for different ones. Of a million values two are alike once in thirty million
/// times.
///
/// The same in every process, and no secret: whoever knows it can try out values.
package struct Fingerprint: Hashable, Sendable, Comparable, BitwiseCopyable {
    package private(set) var bits: UInt64

    package init() {
        bits = 0x9E37_79B9_7F4A_7C15
    }

    package static func < (one: Self, other: Self) -> Bool { one.bits < other.bits }

    package mutating func combine(_ number: UInt64) {
        let (high, low) = (bits ^ number).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        bits = high ^ low &+ 0xE703_7ED1_A0B4_28DB
    }

    package mutating func combine(_ number: Int64) {
        combine(UInt64(bitPattern: number))
    }

    package mutating func combine(_ text: String) {
        var text = text
        text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
    }

    package mutating func combine(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { combine($0) }
    }

    /// The bytes, and how many they are, so that two texts are not one text cut elsewhere.
    package mutating func combine(_ bytes: UnsafeRawBufferPointer) {
        var start = 0
        while bytes.count - start >= 8 {
            combine(bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
            start += 8
        }
        var end = UInt64(truncatingIfNeeded: bytes.count)
        for index in start..<bytes.count { end = end << 8 | UInt64(bytes[index]) }
        combine(end)
    }

    /// A text of which the case of ASCII letters does not count.
    package mutating func combine(ignoringCase text: String) {
        var word: UInt64 = 0
        var count: UInt64 = 0
        for byte in text.utf8 {
            let isUpper = byte &- UInt8(ascii: "A") < 26
            word = word << 8 | UInt64(isUpper ? byte | 0x20 : byte)
            count += 1
            if count % 8 == 0 { combine(word) }
        }
        combine(word)
        combine(count)
    }
}

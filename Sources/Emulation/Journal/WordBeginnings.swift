import HTTP

/// The first three letters of several words, to see at once that a name has none of them.
struct WordBeginnings {
    /// A bit for each three letters that there may be, of five bits each.
    private var bits = [UInt64](repeating: 0, count: 1 << 9)

    init(of words: [Word]) {
        for word in words {
            let beginning = word.bytes.prefix(3).reduce(0, Self.appending)
            bits[beginning >> 6] |= 1 << UInt64(beginning & 63)
        }
    }

    /// Whether a name may have one of the words; separators and upper and lower case do not matter.
    func mayStand(in name: borrowing Span<UInt8>) -> Bool {
        var last = 0
        for index in name.indices where name[index].isLetterOrDigit {
            last = Self.appending(last, name[index])
            if bits[last >> 6] >> UInt64(last & 63) & 1 != 0 { return true }
        }
        return false
    }

    private static func appending(_ letters: Int, _ letter: UInt8) -> Int {
        (letters << 5 | Int(letter & 0x1F)) & 0x7FFF
    }
}

import HTTP

/// A word of small letters that is looked for in names.
struct Word {
    let bytes: [UInt8]
    let letters: UInt32

    init(_ word: String) {
        let bytes = Array(word.utf8)
        letters = Self.letters(in: bytes.span)
        self.bytes = bytes
    }

    static func list(_ words: String...) -> [Word] { words.map(Word.init) }

    /// Which letters there are, a bit for each, capitals as small ones.
    static func letters(in bytes: borrowing Span<UInt8>) -> UInt32 {
        var letters: UInt32 = 0
        for index in bytes.indices { letters |= 1 << UInt32(bytes[index] & 0x1F) }
        return letters
    }

    /// Whether a text with these letters has all of the word's.
    func canStand(among letters: UInt32) -> Bool {
        self.letters & letters == self.letters
    }

    /// Whether a text is the word, upper and lower case alike.
    func equals(_ text: borrowing Span<UInt8>) -> Bool {
        guard text.count == bytes.count else { return false }
        for index in text.indices where text[index].lowercased != bytes[index] { return false }
        return true
    }

    func ends(_ name: [UInt8]) -> Bool {
        stands(in: name, at: name.count - bytes.count)
    }

    func stands(in name: [UInt8]) -> Bool {
        guard name.count >= bytes.count else { return false }
        return (0...(name.count - bytes.count)).contains { stands(in: name, at: $0) }
    }

    /// Whether a text has the word at an offset, which may lie outside of it.
    func stands(in name: [UInt8], at start: Int) -> Bool {
        guard start >= 0, name.count - start >= bytes.count else { return false }
        for index in bytes.indices where name[start + index] != bytes[index] { return false }
        return true
    }
}

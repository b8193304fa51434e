internal import HTTP

/// Text of which nobody knows how it is put together, searched for the names of secrets.
internal struct SecretText {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The offset of the first name of a secret behind which something stands that may be the
    /// secret; nil where there is none.
    ///
    /// Names may be escaped, as in a URL or in JSON, together with what stands around them.
    var start: Int? {
        Self.words(in: bytes, Self.isEscapable).first { word in
            guard bytes[word].contains(where: Self.isEscape) else { return isName(word) }
            let plain = Self.unescaped(Array(bytes[word]))
            let text = SecretText(plain + bytes[word.upperBound...].prefix(Self.lookahead))
            return Self.words(in: plain, Self.isPlain).contains(where: text.isName)
        }?.lowerBound
    }

    /// How far behind a word it is looked for what follows.
    private static let lookahead = 16

    /// Whether a text may hold a secret: a word that is the name of one, or may hide it, and a sign
    /// that may follow.
    static func maySecretStand(in text: borrowing Span<UInt8>) -> Bool {
        hasSign(text) && hasName(text)
    }

    private static func hasSign(_ text: borrowing Span<UInt8>) -> Bool {
        // Without a way out of the loop, several bytes are looked at at once.
        var signs: UInt8 = 0
        for index in text.indices {
            let byte = text[index]
            signs |= isAssignment(byte) || isEscape(byte) || isLineBreak(byte) ? 1 : 0
        }
        return signs != 0
    }

    private static func hasName(_ text: borrowing Span<UInt8>) -> Bool {
        var start = 0
        for index in text.indices {
            if isEscape(text[index]) { return true }
            guard !isPlain(text[index]) else { continue }
            if SecretName.matches(text.extracting(start..<index)) { return true }
            start = index + 1
        }
        return SecretName.matches(text.extracting(start..<text.count))
    }

    // MARK: Words

    private static func words(
        in bytes: [UInt8], _ isPart: (UInt8) -> Bool
    ) -> [Range<Int>] {
        bytes.indices.split { !isPart(bytes[$0]) }.map { $0.startIndex..<$0.endIndex }
    }

    /// What words are made of; a NUL stands between the letters of UTF-16.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte.isLetterOrDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".") || byte == 0 || byte >= 0x80
    }

    private static func isEscapable(_ byte: UInt8) -> Bool { isPlain(byte) || isEscape(byte) }

    private func isName(_ word: Range<Int>) -> Bool {
        SecretName.matches(bytes.span.extracting(word)) && isFollowed(word.upperBound)
    }

    /// Whether what follows a word makes a name of it: a sign behind quotes and blanks, or another
    /// line, as in a form of several parts.
    private func isFollowed(_ end: Int) -> Bool {
        let rest = bytes[end...].drop { byte in
            "\"'`])\\ \t".utf8.contains(byte) || Self.isLineBreak(byte) || byte == 0
        }
        guard let next = rest.first else { return false }
        return Self.isAssignment(next)
            || bytes[end..<rest.startIndex].contains(where: Self.isLineBreak)
            // The name of a part, and more about it.
            || next == UInt8(ascii: ";") && rest.contains(where: Self.isLineBreak)
    }

    static func isAssignment(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ">")
    }

    static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    // MARK: Escapes

    private static func isEscape(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\")
    }

    /// A text without the escapes of URLs and of JSON, also where one hides another.
    static func unescaped(_ text: [UInt8]) -> [UInt8] {
        var text = text
        for _ in 0..<3 where text.contains(where: isEscape) { text = unescapedOnce(text) }
        return text
    }

    private static func unescapedOnce(_ text: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let code = number(rest.prefix(2)) {
                plain.append(code)
                rest = rest.dropFirst(2)
            } else if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "u"),
                let code = number(rest.dropFirst().prefix(4).suffix(2))
            {
                // No name has a letter that is not in the first page.
                plain.append(code)
                rest = rest.dropFirst(5)
            } else {
                plain.append(byte)
            }
        }
        return plain
    }

    /// The number that two hexadecimal digits write.
    private static func number(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2, digits.allSatisfy(\.isLetterOrDigit) else { return nil }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}

import HTTP

/// Text of which nobody knows how it is put together, searched for the names of secrets.
struct SecretText {
    private let text: UnescapedText
    private var bytes: [UInt8] { text.bytes }
    private let gaps: Gaps
    private let lastLineBreak: Int

    init(_ bytes: [UInt8]) {
        text = UnescapedText(bytes)
        gaps = Gaps(in: text.bytes)
        lastLineBreak = text.bytes.lastIndex(where: Self.isLineBreak) ?? -1
    }

    /// The offset of the first name of a secret behind which something stands that may be the
    /// secret, of the first part of a row that names one, or of a secret that is known without;
    /// nil where there is none.
    ///
    /// Names may be escaped, as in a URL or in JSON, together with what stands around them.
    var start: Int? {
        let words = Self.words(of: bytes)
        let starts = [nameStart(words), rowStart(words), valueStart(words)].compactMap { $0 }
        return starts.min().map { text.origin(of: $0, Self.isPlain) }
    }

    /// Whether a text may hold a secret: something that tells of one, or may hide it, and a sign
    /// that may follow.
    static func maySecretStand(in text: borrowing Span<UInt8>) -> Bool {
        hasSign(text) && tellsOfSecret(text) || SecretValue.mayTokenStand(in: text)
    }

    private static func hasSign(_ text: borrowing Span<UInt8>) -> Bool {
        // Without a way out of the loop, several bytes are looked at at once.
        var signs: UInt8 = 0
        for index in text.indices {
            let byte = text[index]
            signs |=
                isAssignment(byte) || UnescapedText.isEscape(byte) || isLineBreak(byte)
                    || byte.isBlank || isSeparator(byte) ? 1 : 0
        }
        return signs != 0
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "&") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "(")
    }

    private static func tellsOfSecret(_ text: borrowing Span<UInt8>) -> Bool {
        var start = 0
        for index in text.indices {
            let byte = text[index]
            if UnescapedText.isEscape(byte) { return true }
            guard !isPlain(byte) else { continue }
            if isTelling(text.extracting(start..<index)) { return true }
            if byte == UInt8(ascii: "@"), SecretUser.start(in: text, before: index) != nil {
                return true
            }
            start = index + 1
        }
        return isTelling(text.extracting(start..<text.count))
    }

    private static func isTelling(_ word: borrowing Span<UInt8>) -> Bool {
        SecretName.matches(word) || SecretValue.isTelling(word) || SecretOption.isTelling(word)
    }

    // MARK: Words

    /// A backslash may stand before any letter of a name.
    static func words(of bytes: [UInt8]) -> [Range<Int>] {
        bytes.indices.split { !isPlain(bytes[$0]) && bytes[$0] != backslash }
            .map { $0.startIndex..<$0.endIndex }
    }

    private static let backslash = UInt8(ascii: "\\")

    /// What words are made of; a NUL stands between the letters of UTF-16.
    static func isPlain(_ byte: UInt8) -> Bool {
        byte.isLetterOrDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".") || byte == 0 || byte >= 0x80
    }

    private func isSecret(_ word: Range<Int>) -> Bool {
        if SecretName.matches(bytes.span.extracting(word)) { return true }
        let pieces = bytes[word].split(separator: Self.backslash)
        guard pieces.count > 1 || bytes[word.lowerBound] == Self.backslash else { return false }
        // The letter of an escape such as `\n` is none of the name.
        return pieces.flatMap { [$0, $0.dropFirst()] }.contains {
            SecretName.matches(bytes.span.extracting($0.startIndex..<$0.endIndex))
        }
    }

    // MARK: Names

    private func nameStart(_ words: [Range<Int>]) -> Int? {
        let isNetrc = words.contains(where: isMachine)
        // `INSERT INTO t (user, password) VALUES …` has its columns between the two.
        let columnsStart = words.first { Self.insert.equals(bytes.span.extracting($0)) }
        let columnsEnd = words.last { Self.values.equals(bytes.span.extracting($0)) }
        return words.first { word in
            // What stands around a word is seen sooner than what it means.
            (isFollowed(word.upperBound) || isTag(word) || isElement(word)
                || columnsStart.map { $0.lowerBound < word.lowerBound } == true
                    && columnsEnd.map { $0.lowerBound > word.lowerBound } == true
                || isQuoted(behind: word.upperBound) || isTextOfElement(word)
                || (isNetrc || isOption(word)) && gaps.end(word.upperBound) < bytes.endIndex)
                && isSecret(word)
        }?.lowerBound
    }

    /// Whether what follows a word makes a name of it: a sign behind quotes, blanks and comments,
    /// or another line, as in a form of several parts.
    private func isFollowed(_ end: Int) -> Bool {
        let next = gaps.end(end)
        guard next < bytes.endIndex else { return false }
        // In a form, a `+` is a blank.
        let sign = bytes[next...].drop { $0 == UInt8(ascii: "+") }.first
        return isAssignment(at: next) || sign == UInt8(ascii: "=") || gaps.hasLineBreak(end)
            || Gaps.isComment(bytes, at: next)
            // The name of a part, and more about it.
            || bytes[next] == UInt8(ascii: ";") && next < lastLineBreak
    }

    /// Whether a word is the name of an element of XML that something else than `>` follows, such
    /// as an attribute.
    private func isTag(_ word: Range<Int>) -> Bool {
        var before = bytes[..<word.lowerBound]
        if before.last == UInt8(ascii: ":") {
            // The namespace.
            before = before.dropLast()
            before = before[..<(before.lastIndex { !Self.isPlain($0) }.map { $0 + 1 } ?? 0)]
        }
        guard before.last == UInt8(ascii: "<") || before.suffix(4).elementsEqual("&lt;".utf8) else {
            return false
        }
        let attributes = bytes[word.upperBound...].drop(while: Self.isBlank)
        return attributes.startIndex > word.upperBound && !attributes.isEmpty
            && !attributes.starts(with: "/>".utf8)
    }

    /// Whether a word is an element of an array that has others behind it: `["password", "…"]`.
    private func isElement(_ word: Range<Int>) -> Bool {
        let next = gaps.end(word.upperBound)
        guard next < bytes.endIndex, bytes[next] == UInt8(ascii: ",") else { return false }
        let isQuoted = bytes[..<word.lowerBound].last.map("\"'`".utf8.contains) ?? false
        let sign = bytes[..<word.lowerBound].last { !Gaps.isGap($0) }
        return sign == UInt8(ascii: "[")
            || isQuoted && (sign == UInt8(ascii: ",") || sign == UInt8(ascii: "("))
    }

    /// Whether a text in quotes follows a word, as in SQL: `PASSWORD '…'`.
    private func isQuoted(behind end: Int) -> Bool {
        let text = bytes[end...].drop(while: Self.isBlank)
        return text.startIndex > end && text.first.map("\"'".utf8.contains) == true
            && text.count > 1
    }

    /// Whether a word ends the short text of an element of XML behind which another one stands, as
    /// in a property list: `<key>password</key><string>…`.
    private func isTextOfElement(_ word: Range<Int>) -> Bool {
        let before = bytes[..<word.lowerBound].suffix(Self.longestName)
        guard let sign = before.last(where: { !Self.isPlain($0) && !Self.isBlank($0) }),
            sign == UInt8(ascii: ">") || sign == UInt8(ascii: ";"),
            let end = tagEnd(bytes[word.upperBound...].drop(while: Self.isBlank), isClosing: true)
        else { return false }
        return tagEnd(bytes[end...].drop(while: Self.isBlank), isClosing: false) != nil
    }

    private static let longestName = 40

    /// Where a tag ends that a text begins with; nil where it begins with none of the kind.
    private func tagEnd(_ text: ArraySlice<UInt8>, isClosing: Bool) -> Int? {
        let signs = ["<", "&lt;"].map { Array($0.utf8) }
        guard let sign = signs.first(where: text.starts) else { return nil }
        let tag = text.dropFirst(sign.count)
        guard (tag.first == UInt8(ascii: "/")) == isClosing else { return nil }
        return tag.firstIndex { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: ";") }.map { $0 + 1 }
    }

    /// Whether a word is an option of a command: `--password …`.
    private func isOption(_ word: Range<Int>) -> Bool {
        bytes[word.lowerBound] == UInt8(ascii: "-")
    }

    /// Whether a word tells of a `.netrc`: `machine x login y password …`.
    private func isMachine(_ word: Range<Int>) -> Bool {
        Self.machine.equals(bytes.span.extracting(word))
    }

    private static let machine = Word("machine")
    private static let insert = Word("insert")
    private static let values = Word("values")

    static func isAssignment(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ">")
    }

    private func isAssignment(at offset: Int) -> Bool {
        Self.isAssignment(bytes[offset]) || bytes[offset...].starts(with: "&gt;".utf8)
    }

    static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || isLineBreak(byte) || byte == 0
    }

    // MARK: Values

    private func valueStart(_ words: [Range<Int>]) -> Int? {
        let credentials = words.lazy.compactMap {
            SecretValue.credentialsStart(in: bytes, behind: $0)
        }
        let users = bytes.indices.lazy.filter { bytes[$0] == UInt8(ascii: "@") }
            .compactMap { SecretUser.start(in: bytes.span, before: $0) }
        let token = words.first { SecretValue.isToken(bytes.span.extracting($0)) }
        let keys = words.lazy.compactMap { SecretValue.keyStart(in: bytes, behind: $0) }
        return [
            credentials.first, users.first, token?.lowerBound, keys.first,
            SecretStatement.start(in: bytes, words), SecretOption.start(in: bytes, words, gaps),
        ].compactMap { $0 }.min()
    }

    // MARK: Rows

    /// Where a row begins that names a secret, `{"key": "password", "value": "…"}`: with the name
    /// or with the first value there is.
    private func rowStart(_ words: [Range<Int>]) -> Int? {
        let name = words.lazy.compactMap { word in
            SecretRow.isName(bytes.span.extracting(word)) ? value(of: word) : nil
        }.first(where: isSecret)
        guard let name else { return nil }
        let held = words.first { word in
            SecretRow.isValue(bytes.span.extracting(word)) && isFollowed(word.upperBound)
        }
        if let held { return min(name.lowerBound, held.lowerBound) }
        // The value of an attribute, `<string name="password" lang="en">`.
        guard let end = bytes[name.upperBound...].firstIndex(where: { "<>".utf8.contains($0) })
        else { return nil }
        let isEmpty = bytes[end] == UInt8(ascii: "<") || bytes[end - 1] == UInt8(ascii: "/")
        return isEmpty ? nil : name.lowerBound
    }

    /// What a name is followed by, up to a sign; of several words, as in `Client secret`.
    private func value(of name: Range<Int>) -> Range<Int>? {
        guard isFollowed(name.upperBound) else { return nil }
        var start = gaps.end(name.upperBound)
        while start < bytes.endIndex, isAssignment(at: start) {
            let isEntity = bytes[start] == UInt8(ascii: "&")
            start = gaps.end(start + (isEntity ? "&gt;".utf8.count : 1))
        }
        let signs = "\"'`<>{},;&=:".utf8
        let value = bytes[start...].prefix { !signs.contains($0) && !Self.isLineBreak($0) }
        let end = value.endIndex
        return start < end ? start..<end : nil
    }
}

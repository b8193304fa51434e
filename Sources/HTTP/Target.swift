/// The target of a request in origin form, RFC 9112 section 3.2.1, its parts decoded once.
package struct Target: Sendable {
    /// The target as it arrived.
    package let raw: String
    /// The path's segments, percent-decoded; a trailing slash adds an empty one.
    package let segments: [String]
    /// The query's names and values, decoded as a form is: `+` is a space. In the order of arrival.
    package let query: [QueryItem]

    /// A name and a value of a query.
    package struct QueryItem: Equatable, Sendable {
        package let name: String
        package let value: String

        /// `name=value` each, separated by `&`: application/x-www-form-urlencoded.
        internal static func parse(_ text: Substring.UTF8View) -> [QueryItem] {
            text.split(separator: UInt8(ascii: "&")).map { item in
                let pair = item.split(
                    separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                return QueryItem(
                    name: decode(pair[0], plusIsSpace: true),
                    value: pair.count == 2 ? decode(pair[1], plusIsSpace: true) : "")
            }
        }
    }

    package init(_ raw: String) {
        self.raw = raw
        let text = raw.utf8
        var segments: [String] = []
        segments.reserveCapacity(8)
        // The first character is the slash that every path begins with.
        var start = text.isEmpty ? text.endIndex : text.index(after: text.startIndex)
        var end = start
        while end < text.endIndex, text[end] != UInt8(ascii: "?") {
            if text[end] == UInt8(ascii: "/") {
                segments.append(decode(text[start..<end], plusIsSpace: false))
                start = text.index(after: end)
            }
            end = text.index(after: end)
        }
        segments.append(decode(text[start..<end], plusIsSpace: false))
        self.segments = segments
        query =
            end == text.endIndex ? [] : QueryItem.parse(text[text.index(after: end)...])
    }

    /// The target behind its first `count` segments, and what they were.
    package func dropping(_ count: Int) -> (base: String, rest: Target) {
        var end = raw.utf8.startIndex
        for _ in 0..<count {
            let start = raw.utf8.index(after: end)
            end =
                raw.utf8[start...].firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
                ?? raw.utf8.endIndex
        }
        let rest = raw[end...]
        return (String(raw[..<end]), Target(rest.first == "/" ? String(rest) : "/" + rest))
    }

    /// The path as it arrived, without the query.
    package var path: Substring { raw.prefix { $0 != "?" } }

    /// The first value of the query parameter of this name, upper and lower case alike.
    ///
    /// A `?` before the first name is passed over: clients that build `…??maxResults=2` exist.
    package func parameter(_ name: String) -> String? {
        for index in query.indices where isNamed(index, name) { return query[index].value }
        return nil
    }

    /// All values of a parameter that may be repeated, likewise.
    package func parameters(_ name: String) -> [String] {
        query.indices.filter { isNamed($0, name) }.map { query[$0].value }
    }

    private func isNamed(_ index: Int, _ name: String) -> Bool {
        let given = query[index].name[...]
        let isDoubled = index == 0 && given.first == "?"
        return equalsIgnoringCase(isDoubled ? given.dropFirst() : given, name)
    }
}

/// Whether two texts are the same but for the case of ASCII letters.
package func equalsIgnoringCase(_ one: String, _ other: String) -> Bool {
    equalsIgnoringCase(one.utf8.span, other.utf8.span)
}

/// Likewise, of a part of a text.
package func equalsIgnoringCase(_ one: Substring, _ other: String) -> Bool {
    equalsIgnoringCase(String(one), other)
}

private func equalsIgnoringCase(
    _ one: borrowing Span<UInt8>, _ other: borrowing Span<UInt8>
) -> Bool {
    guard one.count == other.count else { return false }
    for index in one.indices where lowercased(one[index]) != lowercased(other[index]) {
        return false
    }
    return true
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

extension Form {
    /// What a text means that is written as the names and values of a form are.
    package static func decoded(_ text: Substring) -> String {
        decode(text.utf8, plusIsSpace: true)
    }
}

/// An escape that is none stays as it is; bytes that are no UTF-8 become replacement characters.
private func decode(_ text: Substring.UTF8View, plusIsSpace: Bool) -> String {
    guard text.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
        return String(Substring(text))
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var rest = text[...]
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%"), let value = hexadecimal(rest.prefix(2)) {
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte == UInt8(ascii: "+") && plusIsSpace ? UInt8(ascii: " ") : byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func hexadecimal(_ digits: Substring.UTF8View) -> UInt8? {
    guard digits.count == 2, !digits.contains(UInt8(ascii: "+")),
        !digits.contains(UInt8(ascii: "-"))
    else { return nil }
    return UInt8(Substring(digits), radix: 16)
}

/// The target of a request in origin form, RFC 9112 section 3.2.1, its parts decoded once; a target
/// that is no path, such as the `host:443` of CONNECT, is one segment and as it arrived.
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
        static func parse(_ text: String, from offset: Int = 0) -> [QueryItem] {
            let bytes = text.utf8.span
            var items: [QueryItem] = []
            var start = offset
            while start < bytes.count {
                var end = start
                var sign: Int?
                while end < bytes.count, bytes[end] != UInt8(ascii: "&") {
                    if sign == nil, bytes[end] == UInt8(ascii: "=") { sign = end }
                    end += 1
                }
                if end > start {
                    items.append(
                        QueryItem(
                            name: decoded(text, start..<(sign ?? end), plusIsSpace: true),
                            value: decoded(
                                text, min((sign ?? end) + 1, end)..<end, plusIsSpace: true)))
                }
                start = end + 1
            }
            return items
        }
    }

    package init(_ raw: String) {
        self.raw = raw
        guard Self.isPath(raw) else {
            segments = [raw]
            query = []
            return
        }
        let bytes = raw.utf8.span
        var segments: [String] = []
        segments.reserveCapacity(8)
        // The first character is the slash that every path begins with.
        var start = min(1, bytes.count)
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "?") {
            if bytes[end] == UInt8(ascii: "/") {
                segments.append(decoded(raw, start..<end, plusIsSpace: false))
                start = end + 1
            }
            end += 1
        }
        segments.append(decoded(raw, start..<end, plusIsSpace: false))
        self.segments = segments
        query = QueryItem.parse(raw, from: end + 1)
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

    /// Whether a segment before the last is empty, as where a base URL that ends with a slash is
    /// put before a path.
    package var hasDoubledSlash: Bool { segments.dropLast().contains("") }

    /// The segments that routes are looked for by: one slash at the end of a path says nothing.
    var routedSegments: ArraySlice<String> {
        segments.count > 1 && segments.last == "" ? segments.dropLast() : segments[...]
    }

    /// The path as routes see it, whichever way it is spelt: decoded, without one slash at its end.
    ///
    /// A slash inside a segment stays `%2F`. Upper and lower case are as they arrived.
    package var canonicalPath: String {
        Self.isPath(raw) ? "/" + Self.joined(routedSegments) : raw
    }

    private static func isPath(_ raw: String) -> Bool {
        raw.isEmpty || raw.utf8.first == UInt8(ascii: "/")
    }

    /// Decoded segments with slashes between them.
    static func joined(_ segments: some Sequence<String>) -> String {
        segments.map { $0.replacing("/", with: "%2F") }.joined(separator: "/")
    }

    /// The first value of the query parameter of this name, upper and lower case alike.
    ///
    /// A `?` before the first name is passed over: clients that build `…??maxResults=2` exist.
    package func parameter(_ name: String) -> String? {
        for index in query.indices where isNamed(index, name) { return query[index].value }
        return nil
    }

    /// What an operation is called with: the first value of the parameter, nil also where that is
    /// blank.
    ///
    /// The frameworks of both services bind nothing to white space: Web API 2 turns it into null in
    /// its `ValueProviderResult`, and ASP.NET Core likewise.
    package func argument(_ name: String) -> String? {
        guard let value = parameter(name), !value.isBlank else { return nil }
        return value
    }

    /// All values of a parameter that may be repeated, likewise without the blank ones.
    package func arguments(_ name: String) -> [String] {
        query.indices.filter { isNamed($0, name) }.map { query[$0].value }.filter { !$0.isBlank }
    }

    private func isNamed(_ index: Int, _ name: String) -> Bool {
        let given = query[index].name[...]
        let isDoubled = index == 0 && given.first == "?"
        return equalsIgnoringCase(isDoubled ? given.dropFirst() : given, name)
    }
}

/// The target of a request in origin form, RFC 9112 section 3.2.1. Its parts are decoded once. A
/// target that is not a path, such as the `host:443` of CONNECT, is one segment, as it arrived.
package struct Target: Sendable {
    /// The target as it arrived.
    package let raw: String
    /// The path's segments, percent-decoded; a trailing slash adds an empty one.
    package let segments: [String]
    /// The query's names and values in the order of arrival, decoded like a form: `+` is a space.
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
        // Every path begins with a slash.
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

    /// The first `count` segments, and the target that follows them.
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

    /// Whether a segment before the last is empty. This happens when a client puts a base URL that
    /// ends with a slash before a path.
    package var hasDoubledSlash: Bool { segments.dropLast().contains("") }

    /// The segments that routes match. A trailing slash does not matter.
    var routedSegments: ArraySlice<String> {
        segments.count > 1 && segments.last == "" ? segments.dropLast() : segments[...]
    }

    /// The path in the one form that all its spellings share: decoded, without a trailing slash.
    ///
    /// A slash inside a segment stays `%2F`. Case is preserved.
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

    /// The first value of the query parameter with this name, ignoring case.
    ///
    /// A `?` before the first name is ignored because some clients send `…??maxResults=2`.
    package func parameter(_ name: String) -> String? {
        for index in query.indices where isNamed(index, name) { return query[index].value }
        return nil
    }

    /// The first value of the parameter as an argument of an operation; nil if it is absent or
    /// blank.
    ///
    /// The frameworks of both services, Web API 2 and ASP.NET Core, bind white space to null.
    package func argument(_ name: String) -> String? {
        guard let value = parameter(name), !value.isBlank else { return nil }
        return value
    }

    /// All values of a repeatable parameter, except blank values.
    package func arguments(_ name: String) -> [String] {
        query.indices.filter { isNamed($0, name) }.map { query[$0].value }.filter { !$0.isBlank }
    }

    private func isNamed(_ index: Int, _ name: String) -> Bool {
        let given = query[index].name[...]
        let isDoubled = index == 0 && given.first == "?"
        return equalsIgnoringCase(isDoubled ? given.dropFirst() : given, name)
    }
}

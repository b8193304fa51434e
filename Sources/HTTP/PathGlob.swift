/// A pattern of canonical paths, `/V1/Users/*`: a star is any number of characters, and upper and
/// lower case are alike.
///
/// What stands between the stars may be spelt as a path may be: `/V1/Users/a%40b/` means what
/// `/V1/Users/a@b` means. A star that is one of the path's own is `%2A`.
package struct PathGlob: Sendable {
    /// What stands between the stars; one piece where there are none. As bytes, because an accent
    /// behind a slash would make another character of it.
    private let pieces: [[UInt8]]

    private static let star = UInt8(ascii: "*")
    private static let slash = UInt8(ascii: "/")

    package init(_ pattern: String) {
        var pattern = pattern.utf8[...]
        if pattern.count > 1, pattern.last == Self.slash { pattern.removeLast() }
        pieces = pattern.split(separator: Self.star, omittingEmptySubsequences: false)
            .map { piece in
                let segments = piece.split(
                    separator: Self.slash, omittingEmptySubsequences: false
                ).map { decoded(String(Substring($0)), 0..<$0.count, plusIsSpace: false) }
                return Array(Target.joined(segments).lowercased().utf8)
            }
    }

    /// Whether the path of a target is one of those that are meant.
    package func matches(_ target: Target) -> Bool {
        var rest = Array(target.canonicalPath.lowercased().utf8)[...]
        guard rest.starts(with: pieces[0]) else { return false }
        rest = rest.dropFirst(pieces[0].count)
        guard let last = pieces.dropFirst().last else { return rest.isEmpty }
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let range = rest.firstRange(of: piece) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.suffix(last.count).elementsEqual(last)
    }
}

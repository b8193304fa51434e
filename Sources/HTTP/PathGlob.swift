/// A pattern of canonical paths, `/V1/Users/*`: a star matches any number of characters, and case
/// is ignored.
///
/// The text between the stars may be spelt like a path: `/V1/Users/a%40b/` means the same as
/// `/V1/Users/a@b`. `%2A` matches a star in the path.
package struct PathGlob: Sendable {
    /// The pieces between the stars; a single piece without stars. Bytes, because a combining
    /// accent after a slash would change the character.
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

    /// Whether the path of a target matches the pattern.
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

import HTTP

/// What stands between a chunk's size and the end of its line, RFC 9112 section 7.1.1, taken in
/// byte by byte and dropped: `;name`, `;name=token` or `;name="quoted"`, any number of them.
///
/// Blanks may stand before and behind a semicolon and an equals sign, and nowhere else. A quoted
/// text ends on its line: where one reader takes the end of the line for a part of it and the next
/// does not, a request can be hidden between them.
struct ChunkExtensions {
    private var place = Place.end

    private enum Place {
        /// Behind the size or a value.
        case end
        /// Behind blanks where an extension may begin.
        case beforeSemicolon
        case beforeName, name, behindName
        case beforeValue, value
        case quoted, escaped
    }

    /// Whether the line may end here.
    var isComplete: Bool { place == .end || place == .name || place == .value }

    /// - Returns: whether the byte, which is no control character but a tab, may stand here.
    mutating func take(_ byte: UInt8) -> Bool {
        guard let next = next(byte) else { return false }
        place = next
        return true
    }

    private func next(_ byte: UInt8) -> Place? {
        switch place {
        case .end, .value, .beforeSemicolon:
            if byte == UInt8(ascii: ";") { return .beforeName }
            if byte.isBlank { return .beforeSemicolon }
            return place == .value && byte.isTokenCharacter ? .value : nil
        case .name, .behindName:
            if byte == UInt8(ascii: ";") { return .beforeName }
            if byte == UInt8(ascii: "=") { return .beforeValue }
            if byte.isBlank { return .behindName }
            return place == .name && byte.isTokenCharacter ? .name : nil
        case .beforeName:
            if byte.isBlank { return .beforeName }
            return byte.isTokenCharacter ? .name : nil
        case .beforeValue:
            if byte.isBlank { return .beforeValue }
            if byte == UInt8(ascii: "\"") { return .quoted }
            return byte.isTokenCharacter ? .value : nil
        case .quoted:
            if byte == UInt8(ascii: "\"") { return .end }
            return byte == UInt8(ascii: "\\") ? .escaped : .quoted
        case .escaped: return .quoted
        }
    }
}

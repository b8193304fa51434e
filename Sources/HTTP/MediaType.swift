import HTTPTypes

/// The declared type of content, RFC 9110 section 8.3.1: `application/json; charset=utf-8`.
package struct MediaType: Sendable {
    /// The type and the subtype in lower case, without parameters: `application/json`.
    package let essence: String
    /// The parameter `charset` in lower case; nil if there is none.
    package let charset: String?

    package init(_ field: String) {
        // A list of types is invalid; clients that send a list mean its first element.
        let end = field.utf8.firstIndex { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ",") }
        essence = field[..<(end ?? field.endIndex)].trimmed.lowercased()
        charset = end.flatMap { Self.charset(in: field[$0...]) }
    }

    private static func charset(in parameters: Substring) -> String? {
        for parameter in split(parameters) {
            let pair = parameter.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, equalsIgnoringCase(pair[0].trimmed, "charset") else { continue }
            return pair[1].trimmed.filter { $0 != "\"" }.lowercased()
        }
        return nil
    }

    /// The parts between semicolons, except semicolons in quotes.
    private static func split(_ parameters: Substring) -> [Substring] {
        var isQuoted = false
        return parameters.split { character in
            if character == "\"" { isQuoted.toggle() }
            return character == ";" && !isQuoted
        }
    }
}

extension Request {
    /// The declared type of the content; nil if there is none.
    package var mediaType: MediaType? {
        headerFields[values: .contentType].first.map(MediaType.init)
    }
}

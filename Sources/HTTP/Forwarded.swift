import HTTPTypes

/// Where a client has sent a request, as the first of the proxies on the way says: the fields
/// `Forwarded`, RFC 7239, and beside it the `X-Forwarded-…` of those that do not write it.
struct Forwarded {
    /// In lower case; nil if no field names a scheme of HTTP.
    let scheme: String?
    /// With its port, if any; nil if no field names a valid authority.
    let authority: String?

    init(_ fields: HTTPFields) {
        let pairs = Self.firstElement(fields[.forwarded] ?? "")
        func value(_ name: String, or field: HTTPField.Name) -> String? {
            if let pair = pairs.first(where: { equalsIgnoringCase($0.name, name) }) {
                return pair.value
            }
            // Of several proxies the first received the client's request.
            return fields[field].map { String($0.prefix { $0 != "," }.trimmed) }
        }
        scheme = value("proto", or: .forwardedProto)?.lowercased()
            .takeIf { $0 == "http" || $0 == "https" }
        authority = value("host", or: .forwardedHost)?.takeIf { Authority($0) != nil }
    }

    /// The pairs of the first element: `for=192.0.2.43;host="a.example:8080";proto=https`.
    private static func firstElement(_ text: String) -> [(name: Substring, value: String)] {
        var pairs: [(name: Substring, value: String)] = []
        var rest = text[...]
        while let sign = rest.firstIndex(of: "=") {
            let name = rest[..<sign].trimmed
            // A comma here ends an element that has no more pairs.
            guard !name.contains(",") else { break }
            rest = rest[rest.index(after: sign)...]
            var value = ""
            if rest.first == "\"" {
                guard let quoted = quotedString(&rest) else { break }
                value = quoted
            } else {
                let token = rest.prefix { $0 != ";" && $0 != "," }
                value = String(token.trimmed)
                rest = rest[token.endIndex...]
            }
            pairs.append((name, value))
            rest = rest.drop { $0 == " " || $0 == "\t" }
            guard rest.first == ";" else { break }
            rest = rest.dropFirst()
        }
        return pairs
    }

    /// Takes a quoted string, RFC 9110 section 5.6.4; nil for one that does not end.
    private static func quotedString(_ rest: inout Substring) -> String? {
        var value = ""
        var isEscaped = false
        for index in rest.indices.dropFirst() {
            let character = rest[index]
            if isEscaped || character != "\\" && character != "\"" {
                value.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                rest = rest[rest.index(after: index)...]
                return value
            }
        }
        return nil
    }
}

extension String {
    fileprivate func takeIf(_ holds: (String) -> Bool) -> String? { holds(self) ? self : nil }
}

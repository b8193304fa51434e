package import HTTP
package import HTTPTypes

/// Keeps secrets out of whatever is written down of a request: what is left out here is in no
/// journal and in no log, and no search can find it.
///
/// A secret is known by its name, however that is spelled; what cannot be taken apart is shown up
/// to the first such name.
package enum Redaction {
    /// What stands in place of a secret.
    static let mark = "[redacted]"

    // MARK: Fields

    /// The value of a field; of credentials, under whatever name, only their scheme.
    package static func value(of field: HTTPField) -> String {
        if field.name == .secWebSocketProtocol { return protocols(field.value) }
        // Most requests have this field.
        let isNamed =
            field.name == .authorization || SecretName.matches(field.name.rawName.utf8.span)
        guard isNamed || SecretText.maySecretStand(in: field.value.utf8.span) else {
            return field.value
        }
        let credentials = Credentials(field.value)
        guard SecretValue.isScheme(credentials.scheme.utf8.span) else {
            return isNamed ? mark : text(field.value)
        }
        return credentials.value.isEmpty
            ? String(credentials.scheme) : "\(credentials.scheme) \(mark)"
    }

    /// The protocols that a client of WebSocket offers, up to the secrets that browsers send as
    /// one of them for want of a field: `bearer, …`, `base64url.bearer.authorization.k8s.io.…`.
    private static func protocols(_ value: String) -> String {
        let bytes = Array(value.utf8)
        for item in bytes.split(separator: UInt8(ascii: ",")) {
            let name = item.drop(while: \.isBlank).prefix { !$0.isBlank }
            if SecretValue.isScheme(name.span) {
                let scheme = String(decoding: bytes[..<item.endIndex], as: UTF8.self)
                return item.endIndex == bytes.endIndex ? value : scheme + ", \(mark)"
            }
            let isSecret =
                SecretValue.mayTokenStand(in: name.span)
                || name.split(separator: UInt8(ascii: ".")).contains {
                    SecretName.matches($0.span)
                }
            if isSecret { return String(decoding: bytes[..<name.startIndex], as: UTF8.self) + mark }
        }
        return value
    }

    // MARK: Targets

    /// The parameters of a path.
    static func parameters(_ parameters: Parameters) -> Parameters {
        Parameters(parameters.values.map { ($0.name, text($0.value)) })
    }

    /// A target; one without secrets as it is.
    package static func target(_ target: Target) -> String {
        guard hasSecret(target) else { return target.raw }
        let bytes = Array(target.raw.utf8)
        let sign = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        let query = bytes[sign...]
        return String(
            decoding: shown(bytes[..<sign]) + query.prefix(1) + form(query.dropFirst()),
            as: UTF8.self)
    }

    private static func hasSecret(_ target: Target) -> Bool {
        target.query.contains { isSecret($0.name) || hasSecret($0.name) || hasSecret($0.value) }
            || target.segments.contains(where: hasSecret)
            || target.query.contains { SecretRow.isValue($0.name.utf8.span) }
                && namesSecret(target.query)
    }

    /// Whether a name is that of a secret, also with escapes in it.
    static func isSecret(_ name: String) -> Bool {
        let bytes = name.utf8.span
        return SecretName.matches(bytes)
            || SecretText.maySecretStand(in: bytes)
                && SecretName.matches(UnescapedText(Array(name.utf8)).bytes.span)
    }

    /// Whether a parameter says that another one is a secret, `key=password&value=…`.
    private static func namesSecret(_ query: [Target.QueryItem]) -> Bool {
        query.contains { SecretRow.isName($0.name.utf8.span) && isSecret($0.value) }
    }

    // MARK: Texts

    /// A text that has no name of its own, such as a parameter of a path.
    package static func text(_ text: String) -> String {
        hasSecret(text) ? String(decoding: shown(Array(text.utf8)[...]), as: UTF8.self) : text
    }

    private static func hasSecret(_ text: String) -> Bool {
        SecretText.maySecretStand(in: text.utf8.span) && SecretText(Array(text.utf8)).start != nil
    }

    /// A text up to the first name of a secret.
    ///
    /// - Parameter sought: the text and what follows it; nil for nothing.
    static func shown(
        _ text: ArraySlice<UInt8>, seeing sought: ArraySlice<UInt8>? = nil
    ) -> [UInt8] {
        let start = SecretText(Array(sought ?? text)).start
        guard let start, start < text.count else { return Array(text) }
        return Array(text.prefix(start)) + mark.utf8
    }

    // MARK: Content

    /// How far behind what is kept it is looked for the name of a secret in it.
    private static let rowByteCount = 8 << 10

    /// The beginning of a request's content as text in UTF-8, and whether there is more of it.
    package static func content(
        of request: Request, atMost most: Int
    ) -> (text: ArraySlice<UInt8>, isTruncated: Bool) {
        let body = request.body
        guard !body.isEmpty else { return ([], false) }
        // What is coded is nobody's to look into.
        guard request.contentCoding == nil else { return (ArraySlice(mark.utf8), false) }
        let isTruncated = body.count > most
        let charset = Charset(of: body, request.mediaType)
        func decoded(_ most: Int) -> ArraySlice<UInt8> {
            charset == .utf8
                ? body.prefix(most) : charset.repairedUTF8(Array(body.prefix(most)))[...]
        }
        let text = decoded(most)
        // What is not kept may say that something before it is a secret.
        let sought = isTruncated ? decoded(most + rowByteCount) : text
        guard SecretText.maySecretStand(in: sought.span) else { return (text, isTruncated) }
        return (redacted(text, of: request, seeing: sought), isTruncated)
    }

    private static func redacted(
        _ text: ArraySlice<UInt8>, of request: Request, seeing sought: ArraySlice<UInt8>
    ) -> ArraySlice<UInt8> {
        if text.count == sought.count, let json = json(Array(text)) { return json }
        if request.mediaType?.essence == "application/x-www-form-urlencoded" {
            return form(text, seeing: sought)[...]
        }
        return shown(text, seeing: sought)[...]
    }

    /// Names and values as a form or a query has them.
    ///
    /// - Parameter sought: the text and what follows it; nil for nothing.
    private static func form(
        _ text: ArraySlice<UInt8>, seeing sought: ArraySlice<UInt8>? = nil
    ) -> [UInt8] {
        var shown: [UInt8] = []
        var isSecret = false
        lazy var isRow = (sought ?? text).split(separator: UInt8(ascii: "&"))
            .contains(where: namesSecret)
        for item in text.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
            if item.startIndex > text.startIndex { shown.append(UInt8(ascii: "&")) }
            let sign = item.firstIndex(of: UInt8(ascii: "="))
            if isSecret, sign == nil {
                // The rest of a secret that has been sent without escapes.
                shown += mark.utf8
                continue
            }
            let name = item[..<(sign ?? item.startIndex)]
            let plain = UnescapedText(Array(name)).bytes
            // What holds a sign or several lines is more than a name: the secret may be in it.
            isSecret =
                (SecretName.matches(plain.span) || SecretRow.isValue(plain.span) && isRow)
                && !plain.drop(while: SecretText.isLineBreak).contains {
                    SecretText.isAssignment($0) || SecretText.isLineBreak($0)
                }
            if isSecret {
                shown += name + [UInt8(ascii: "=")] + mark.utf8
            } else {
                let start = SecretText(Array(item)).start
                isSecret = start != nil
                shown += item.prefix(start ?? item.count) + (start == nil ? "" : mark).utf8
                // No form has lines: this is something else, and what follows may be the secret.
                if start != nil, item.contains(where: SecretText.isLineBreak) { break }
            }
        }
        return shown
    }

    /// Whether an item of a form is the name of a secret that another item holds.
    private static func namesSecret(_ item: ArraySlice<UInt8>) -> Bool {
        guard let sign = item.firstIndex(of: UInt8(ascii: "=")) else { return false }
        // The name comes first: a value may be long.
        return SecretRow.isName(UnescapedText(Array(item[..<sign])).bytes.span)
            && SecretName.matches(UnescapedText(Array(item[(sign + 1)...])).bytes.span)
    }
}

import HTTPTypes

/// Why a request's content cannot be read as text.
package enum ContentError: Error, Equatable, Sendable {
    /// The content is coded, by this `Content-Encoding`.
    case coded(String)
    /// The bytes are not text in their declared or marked charset.
    case malformed
}

extension Request {
    /// The content as text in UTF-8 without a byte order mark, whatever its charset.
    ///
    /// An unknown charset counts as UTF-8, as in ASP.NET Web API. Text that is UTF-8 already is not
    /// checked here, because its parser checks it.
    package var text: [UInt8] {
        get throws(ContentError) {
            guard !body.isEmpty else { return body }
            if let coding = contentCoding { throw .coded(coding) }
            guard let text = Charset(of: body, mediaType).utf8(body) else { throw .malformed }
            return text
        }
    }

    /// The coding of the content, such as `gzip`; nil if it is not coded.
    package var contentCoding: String? {
        guard let coding = headerFields[.contentEncoding] else { return nil }
        let codings = coding.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
        return codings.allSatisfy { equalsIgnoringCase($0, "identity") } ? nil : coding
    }
}

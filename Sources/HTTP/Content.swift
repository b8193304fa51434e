import HTTPTypes

/// Why a request's content cannot be read as text.
package enum ContentError: Error, Equatable, Sendable {
    /// It is coded: what `Content-Encoding` says.
    case coded(String)
    /// Its bytes are no text in the charset that they are declared or marked to be in.
    case malformed
}

extension Request {
    /// The content as text in UTF-8 without a byte order mark, whatever charset it came in.
    ///
    /// A charset that nobody reads here is taken for UTF-8, as ASP.NET Web API does. What is UTF-8
    /// already is not checked: whoever parses it does.
    package var text: [UInt8] {
        get throws(ContentError) {
            guard !body.isEmpty else { return body }
            if let coding = contentCoding { throw .coded(coding) }
            guard let text = Charset(of: body, mediaType).utf8(body) else { throw .malformed }
            return text
        }
    }

    /// What the content is coded by, such as `gzip`; nil where it came as it is.
    package var contentCoding: String? {
        guard let coding = headerFields[.contentEncoding] else { return nil }
        let codings = coding.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
        return codings.allSatisfy { equalsIgnoringCase($0, "identity") } ? nil : coding
    }
}

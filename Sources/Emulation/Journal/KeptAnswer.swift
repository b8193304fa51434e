import HTTP
package import HTTPTypes

/// What a journal keeps of an answer: its fields, and the beginning of its content.
package struct KeptAnswer: Sendable {
    /// Without secrets.
    package private(set) var headerFields: HTTPFields = [:]
    /// Text in UTF-8, without secrets.
    package private(set) var content: ArraySlice<UInt8> = []
    /// Whether only the beginning of the content is kept.
    package private(set) var isTruncated = false
    private var isKept = false

    /// - Parameter most: how many bytes of the content are kept; 0 if nothing is to be kept.
    init(of answer: Answer, to request: Request, atMost most: Int) {
        // An answer that a fault has kept from the client is none.
        guard most > 0, answer.response.sentStatus != nil else { return }
        isKept = true
        headerFields = Redaction.fields(of: answer, to: request)
        (content, isTruncated) = Redaction.content(
            answer.response.sentBody, of: answer, atMost: most)
    }

    /// Nil if nothing is kept.
    init?(from reader: inout PackedReader) {
        let kept = reader.number()
        guard kept > 0 else { return nil }
        isTruncated = kept > 1
        for (name, value) in reader.list({ ($0.text() ?? "", $0.text() ?? "") }) {
            guard let name = HTTPField.Name(name) else { continue }
            headerFields.append(HTTPField(name: name, value: value))
        }
        content = reader.bytes()[...]
    }

    func write(to writer: inout PackedWriter) {
        guard isKept else { return writer.number(0) }
        writer.number(isTruncated ? 2 : 1)
        writer.list(headerFields) { writer, field in
            writer.text(field.name.rawName)
            writer.text(field.value)
        }
        writer.bytes(content)
    }
}

extension Response {
    /// The content up to where a fault breaks it off.
    fileprivate var sentBody: ArraySlice<UInt8> {
        guard case .truncated(let byteCount) = delivery else { return body[...] }
        return body.prefix(byteCount)
    }
}

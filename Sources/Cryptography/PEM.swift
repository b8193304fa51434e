import COpenSSL

/// DER bytes in base64, between a line that begins them and a line that ends them, RFC 7468.
package struct PEM: Equatable, Sendable {
    /// `CERTIFICATE`, `PUBLIC KEY`, …
    package let label: String
    /// The content in DER.
    package let bytes: [UInt8]

    package init(label: String, bytes: [UInt8]) {
        self.label = label
        self.bytes = bytes
    }

    /// Reads the first document of a text, and ignores the text around it.
    package init(_ text: String) throws(CryptographyError) {
        self = try Library.reading(Array(text.utf8)) { file in
            var label: UnsafeMutablePointer<CChar>?
            var header: UnsafeMutablePointer<CChar>?
            var bytes: UnsafeMutablePointer<UInt8>?
            var count = 0
            guard PEM_read_bio(file, &label, &header, &bytes, &count) == 1, let label, let bytes
            else { return nil }
            defer {
                seatfiller_openssl_free(label)
                seatfiller_openssl_free(header)
                seatfiller_openssl_free(bytes)
            }
            // Only encrypted documents have a header.
            guard header.map({ $0.pointee == 0 }) ?? true else { return nil }
            return PEM(
                label: String(cString: label),
                bytes: Array(UnsafeBufferPointer(start: bytes, count: count)))
        }
    }

    /// The document as text, with a newline at its end.
    package var text: String {
        let text = Library.writing {
            PEM_write_bio($0, label, "", bytes, bytes.count) > 0 ? 1 : 0
        }
        guard let text else { preconditionFailure("a text needs nothing but memory") }
        return String(decoding: text, as: UTF8.self)
    }
}

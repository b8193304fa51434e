import COpenSSL

/// Bytes as text between two lines that name them, RFC 7468.
package struct PEM: Equatable, Sendable {
    /// `CERTIFICATE`, `PUBLIC KEY`, …
    package let label: String
    /// The bytes, which are DER.
    package let bytes: [UInt8]

    package init(label: String, bytes: [UInt8]) {
        self.label = label
        self.bytes = bytes
    }

    /// The first document of a text; what stands around it is left out.
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
            // A header says how the bytes are encrypted.
            guard header.map({ $0.pointee == 0 }) ?? true else { return nil }
            return PEM(
                label: String(cString: label),
                bytes: Array(UnsafeBufferPointer(start: bytes, count: count)))
        }
    }

    /// As a text, a newline at its end.
    package var text: String {
        let text = Library.writing {
            PEM_write_bio($0, label, "", bytes, bytes.count) > 0 ? 1 : 0
        }
        guard let text else { preconditionFailure("a text needs nothing but memory") }
        return String(decoding: text, as: UTF8.self)
    }
}

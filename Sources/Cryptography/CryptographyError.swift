import COpenSSL

/// What could not be done, and why.
package struct CryptographyError: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ task: String, _ reason: String) {
        description = "cannot \(task): \(reason)"
    }

    /// In the words of the library for what this thread has failed at; it then knows no more of it,
    /// so that nobody takes an old failure for a new one.
    static func latest(_ task: String) -> CryptographyError {
        let reason = ERR_reason_error_string(ERR_peek_last_error())
        ERR_clear_error()
        return CryptographyError(task, reason.map { String(cString: $0) } ?? "OpenSSL refuses")
    }
}

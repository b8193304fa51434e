import COpenSSL

/// A task that failed, and the reason.
package struct CryptographyError: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ task: String, _ reason: String) {
        description = "cannot \(task): \(reason)"
    }

    /// The latest error of OpenSSL on this thread, in its own words.
    ///
    /// This also clears OpenSSL's queue of errors, so that an old error is not taken for a new one.
    static func latest(_ task: String) -> CryptographyError {
        let reason = ERR_reason_error_string(ERR_peek_last_error())
        ERR_clear_error()
        return CryptographyError(task, reason.map { String(cString: $0) } ?? "OpenSSL refuses")
    }
}

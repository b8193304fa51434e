import HTTP

/// A language in ISO form: `en-us`.
struct Language {
    let text: String

    /// - Throws: a 400 naming `language`.
    init(_ text: String) throws(StoreError) {
        self.text = text
        guard !text.isBlank else { throw .missingParameter("language", StoreRule.blankParameter) }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isWellFormed =
            (2...3).contains(parts[0].utf8.count)
            && parts.allSatisfy {
                (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isLetterOrDigit)
            }
        guard isWellFormed else {
            throw .invalidParameter(
                "language",
                details:
                    "language must be an ISO language such as en-us, not '\(text.prefix(100))'.",
                StoreRule.language)
        }
    }
}

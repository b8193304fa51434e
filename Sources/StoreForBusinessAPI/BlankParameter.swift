import HTTP

/// The reason that an operation's error table gives for a blank parameter.
enum BlankParameter {
    /// `Reason: Missing parameter or invalid parameter`
    case missing
    /// `Reason: Invalid parameter`
    case invalid

    /// - Throws: a 400 naming the parameter if the text is blank and blank means missing.
    func check(_ text: String, of name: String) throws(StoreError) {
        if self == .missing, text.isBlank {
            throw .missingParameter(name, StoreRule.blankParameter)
        }
    }
}

import HTTP

/// What an operation's error table calls a parameter of blanks only.
enum BlankParameter {
    /// `Reason: Missing parameter or invalid parameter`
    case missing
    /// `Reason: Invalid parameter`
    case invalid

    /// - Throws: a 400 naming the parameter, for blanks that are missing.
    func check(_ text: String, _ name: String) throws(StoreError) {
        if self == .missing, text.isBlank {
            throw .missingParameter(name, StoreRule.blankParameter)
        }
    }
}

extension StringProtocol {
    /// Whether this is a GUID, hyphenated, without braces, upper and lower case alike.
    package var isGUID: Bool {
        let lengths = split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count)
        return lengths == [8, 4, 4, 4, 12]
            && utf8.allSatisfy {
                $0 == UInt8(ascii: "-") || Character(Unicode.Scalar($0)).isHexDigit
            }
    }
}

extension Double {
    /// A number in decimal digits, `250` or `0.5`: no sign, no exponent, not hexadecimal and not
    /// `inf`, all of which Swift reads too.
    package init?(decimal text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) }) else {
            return nil
        }
        self.init(text)
    }
}

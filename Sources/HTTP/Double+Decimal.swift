extension Double {
    /// Reads a number in decimal digits, `250` or `0.5`. Swift alone would also accept a sign, an
    /// exponent, hexadecimal digits and `inf`.
    package init?(decimal text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) }) else {
            return nil
        }
        self.init(text)
    }
}

extension String {
    /// A number with leading zeros and at least this many digits.
    package init(_ number: some BinaryInteger, digits: Int, radix: Int = 10) {
        let text = String(number, radix: radix)
        self = String(repeating: "0", count: Swift.max(0, digits - text.utf8.count)) + text
    }
}

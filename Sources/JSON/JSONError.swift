/// A text that is not JSON: where, and what was expected there.
package struct JSONError: Error, Equatable, Sendable {
    /// The offset of the offending byte.
    package let offset: Int
    package let place: TextPlace
    package let message: String
}

/// A line and a column of a text, both counted from 1; columns count characters as Unicode scalars.
package struct TextPlace: Equatable, Sendable {
    package let line: Int
    package let column: Int

    /// The place of the byte at `offset`; costs a walk over the text, so only errors ask.
    package init(offset: Int, in bytes: [UInt8]) {
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.line = line
        self.column = column
    }

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

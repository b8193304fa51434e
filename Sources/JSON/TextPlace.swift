/// A line and a column of a text, both counted from 1. Columns count Unicode scalars.
package struct TextPlace: Equatable, Sendable {
    package private(set) var line: Int
    package private(set) var column: Int

    /// Moves to the place after these bytes.
    mutating func advance(over bytes: ArraySlice<UInt8>) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
    }

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

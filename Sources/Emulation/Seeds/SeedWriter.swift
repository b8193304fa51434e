package import JSON

/// Writes a seed piece by piece, so that a large seed needs little memory.
package struct SeedWriter {
    private var printer = JSONPrinter(reserving: Self.pieceByteCount)
    private let give: ([UInt8]) throws -> Void

    private static let pieceByteCount = 32 << 10

    /// - Parameter give: takes the pieces of the text.
    package init(_ give: @escaping ([UInt8]) throws -> Void) {
        self.give = give
    }

    /// Writes an object, whose members `body` writes.
    package mutating func object(_ body: (inout SeedWriter) throws -> Void) throws {
        printer.beginObject()
        try body(&self)
        printer.endObject()
        try giveWhatIsLong()
    }

    /// Writes an array, whose elements `body` writes.
    package mutating func array(_ body: (inout SeedWriter) throws -> Void) throws {
        printer.beginArray()
        try body(&self)
        printer.endArray()
    }

    /// Writes the name of a member. Its value must follow.
    package mutating func name(_ name: String) {
        printer.name(name)
    }

    /// Writes an element, or the value of a member.
    package mutating func value(_ value: JSON) throws {
        printer.value(value)
        try giveWhatIsLong()
    }

    /// Gives the last piece.
    package mutating func end() throws {
        try give(printer.bytes)
        printer.bytes = []
    }

    private mutating func giveWhatIsLong() throws {
        guard printer.bytes.count >= Self.pieceByteCount else { return }
        try give(printer.bytes)
        printer.bytes.removeAll(keepingCapacity: true)
    }
}

package import JSON

/// Writes a seed piece by piece, so that a large one is never in memory whole.
package struct SeedWriter {
    private var printer = JSONPrinter(reserving: Self.pieceByteCount)
    private let give: ([UInt8]) throws -> Void

    private static let pieceByteCount = 32 << 10

    /// - Parameter give: is given the text in pieces.
    package init(_ give: @escaping ([UInt8]) throws -> Void) {
        self.give = give
    }

    /// Writes an object; `body` writes its members.
    package mutating func object(_ body: (inout SeedWriter) throws -> Void) throws {
        printer.beginObject()
        try body(&self)
        printer.endObject()
        try giveWhatIsLong()
    }

    /// Writes a list; `body` writes its elements.
    package mutating func array(_ body: (inout SeedWriter) throws -> Void) throws {
        printer.beginArray()
        try body(&self)
        printer.endArray()
    }

    /// Writes the name of a member, whose value is to follow.
    package mutating func name(_ name: String) {
        printer.name(name)
    }

    /// Writes a value whole: an element, or what follows a name.
    package mutating func value(_ value: JSON) throws {
        printer.value(value)
        try giveWhatIsLong()
    }

    /// Gives what is left.
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

/// Writes numbers and texts one after another, each number in as few bytes as it needs.
struct PackedWriter {
    private(set) var packed: [UInt8] = []

    init(reserving byteCount: Int) {
        packed.reserveCapacity(byteCount)
    }

    /// Writes a number as LEB128: seven bits a byte, whose top bit says whether more bytes follow.
    mutating func number(_ number: Int64) {
        var rest = UInt64(bitPattern: number)
        while rest > 0x7F {
            packed.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        packed.append(UInt8(rest))
    }

    /// Writes a text or nil. Nil is not the empty text.
    mutating func text(_ text: String?) {
        guard let text else { return number(0) }
        number(Int64(text.utf8.count + 1))
        packed.append(contentsOf: text.utf8)
    }

    mutating func bytes(_ bytes: ArraySlice<UInt8>) {
        number(Int64(bytes.count))
        packed.append(contentsOf: bytes)
    }

    mutating func list<Elements: Collection>(
        _ elements: Elements, _ write: (inout PackedWriter, Elements.Element) -> Void
    ) {
        number(Int64(elements.count))
        for element in elements { write(&self, element) }
    }
}

/// Reads what a `PackedWriter` has written, in the same order.
struct PackedReader {
    private let packed: [UInt8]
    private var position: Int

    init(_ packed: [UInt8], at position: Int) {
        self.packed = packed
        self.position = position
    }

    mutating func number() -> Int64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = packed[position]
            position += 1
            number |= UInt64(byte & 0x7F) << shift
            guard byte > 0x7F else { return Int64(bitPattern: number) }
            shift += 7
        }
    }

    mutating func text() -> String? {
        let count = Int(number()) - 1
        guard count >= 0 else { return nil }
        return String(decoding: take(count), as: UTF8.self)
    }

    mutating func skipText() {
        position += max(0, Int(number()) - 1)
    }

    mutating func bytes() -> [UInt8] {
        Array(take(Int(number())))
    }

    mutating func list<Element>(_ read: (inout PackedReader) -> Element) -> [Element] {
        (0..<number()).map { _ in read(&self) }
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
        defer { position += count }
        return packed[position..<position + count]
    }
}

/// The text that repeats in every row of a page, with holes that the row's columns fill.
///
/// A class with raw memory, so that a row costs no reference counting.
package final class RowTemplate: @unchecked Sendable {
    fileprivate struct Hole {
        let column: Int32
        /// The offset of the hole in the text.
        let offset: Int
    }

    fileprivate let text: UnsafeMutableBufferPointer<UInt8>
    fileprivate let holes: UnsafeMutableBufferPointer<Hole>
    /// For each byte 0 if it may stand in a hole, else 1.
    private let refused: UnsafeMutableBufferPointer<UInt8>
    /// The owner of `refused`; nil if this template owns it.
    private let original: RowTemplate?

    /// - Parameters:
    ///   - parts: the text before each column, and the text after the last.
    ///   - columns: the columns between the parts.
    ///   - isPlain: whether a byte of a column needs no escape.
    package init(_ parts: [String], columns: [Int32], where isPlain: (UInt8) -> Bool) {
        precondition(parts.count == columns.count + 1)
        var bytes: [UInt8] = []
        holes = .allocate(capacity: columns.count)
        for (index, (part, column)) in zip(parts, columns).enumerated() {
            bytes += part.utf8
            holes.initializeElement(at: index, to: Hole(column: column, offset: bytes.count))
        }
        bytes += (parts.last ?? "").utf8
        text = .allocate(capacity: bytes.count)
        _ = text.initialize(fromContentsOf: bytes)
        refused = .allocate(capacity: 256)
        _ = refused.initialize(fromContentsOf: (0...UInt8.max).map { isPlain($0) ? 0 : 1 })
        original = nil
    }

    private init(_ original: RowTemplate, behind front: [UInt8]) {
        text = .allocate(capacity: front.count + original.text.count)
        let end = text.initialize(fromContentsOf: front)
        _ = text[end...].initialize(fromContentsOf: original.text)
        holes = .allocate(capacity: original.holes.count)
        for (index, hole) in original.holes.enumerated() {
            let moved = Hole(column: hole.column, offset: hole.offset + front.count)
            holes.initializeElement(at: index, to: moved)
        }
        refused = original.refused
        self.original = original
    }

    deinit {
        text.deallocate()
        holes.deallocate()
        if original == nil { refused.deallocate() }
    }

    /// The number of bytes without the columns.
    package var count: Int { text.count }

    /// The same template with more text in front.
    package func behind(_ front: [UInt8]) -> RowTemplate {
        RowTemplate(self, behind: front)
    }

    fileprivate func accepts(_ column: UnsafeBufferPointer<UInt8>) -> Bool {
        // A loop without an early exit is faster: columns are short, and most are accepted.
        var found: UInt8 = 0
        for byte in column { found |= refused[Int(byte)] }
        return found == 0
    }

    /// - Parameter columns: the text for each hole.
    fileprivate func fill(
        _ output: UnsafeMutableRawPointer,
        with columns: UnsafeMutableBufferPointer<UnsafeBufferPointer<UInt8>>
    ) {
        guard let text = UnsafeRawPointer(text.baseAddress) else { return }
        var end = output
        var offset = 0
        for index in holes.indices {
            end.copyMemory(from: text + offset, byteCount: holes[index].offset - offset)
            end += holes[index].offset - offset
            offset = holes[index].offset
            guard let column = columns[index].baseAddress else { continue }
            end.copyMemory(from: column, byteCount: columns[index].count)
            end += columns[index].count
        }
        end.copyMemory(from: text + offset, byteCount: count - offset)
    }
}

extension Row {
    /// Appends the template with the row's columns, unless one of them needs an escape.
    ///
    /// - Returns: whether the template was appended.
    package borrowing func append(_ template: RowTemplate, to bytes: inout [UInt8]) -> Bool {
        withUnsafeTemporaryAllocation(
            of: UnsafeBufferPointer<UInt8>.self, capacity: template.holes.count
        ) { columns in
            var byteCount = template.count
            for index in columns.indices {
                let column = self.bytes(template.holes[index].column)
                guard template.accepts(column) else { return false }
                columns.initializeElement(at: index, to: column)
                byteCount += column.count
            }
            bytes.append(addingCapacity: byteCount) { output in
                output.withUnsafeMutableBufferPointer { output, count in
                    guard let start = output.baseAddress else { return }
                    template.fill(UnsafeMutableRawPointer(start), with: columns)
                    count = byteCount
                }
            }
            return true
        }
    }
}

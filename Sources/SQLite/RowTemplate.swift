/// Text with holes that the columns of rows fill, in turn: what repeats in every row of a page.
package struct RowTemplate: Sendable {
    fileprivate let bytes: [UInt8]
    /// For each hole, which column fills it and where in `bytes` it is.
    fileprivate let holes: [(column: Int32, offset: Int)]

    /// - Parameters:
    ///   - parts: a text in front of each column, and one behind the last.
    ///   - columns: what stands between two parts.
    package init(_ parts: [String], columns: [Int32]) {
        precondition(parts.count == columns.count + 1)
        var bytes: [UInt8] = []
        var holes: [(column: Int32, offset: Int)] = []
        for (part, column) in zip(parts, columns) {
            bytes += part.utf8
            holes.append((column, bytes.count))
        }
        self.bytes = bytes + (parts.last ?? "").utf8
        self.holes = holes
    }

    /// How many bytes it takes without its columns.
    package var count: Int { bytes.count }
}

extension Row {
    /// Appends the template with the row's columns, unless one of them may not stand in it as it
    /// is.
    ///
    /// - Parameter isPlain: whether a column's text may.
    /// - Returns: whether it has been appended.
    package borrowing func append(
        _ template: RowTemplate, to bytes: inout [UInt8],
        where isPlain: (borrowing Span<UInt8>) -> Bool
    ) -> Bool {
        let start = bytes.count
        return template.bytes.withUnsafeBufferPointer { parts in
            var offset = 0
            for hole in template.holes {
                bytes.append(
                    contentsOf: UnsafeBufferPointer(rebasing: parts[offset..<hole.offset]))
                offset = hole.offset
                let text = self.bytes(hole.column)
                guard isPlain(text.span) else {
                    bytes.removeSubrange(start...)
                    return false
                }
                bytes.append(contentsOf: text)
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: parts[offset...]))
            return true
        }
    }
}

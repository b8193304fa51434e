import Glibc
import HTTP

/// The head of a connection's latest request, with its bytes. If the next head has the same bytes,
/// it is not parsed again. Most clients send the same fields with every request.
///
/// It is here for the hot page of `make bench`: with a single header, a request takes 57,000
/// instructions instead of 72,000 (callgrind), and a real client sends more of them.
struct LatestHead {
    private var line: (bytes: [UInt8], line: RequestLine)?
    private var section: (bytes: [UInt8], isVersion10: Bool, section: FieldSection)?

    /// A longer head is not kept, because there may be ten thousand connections.
    private static let longest = 2 << 10

    /// Parses the lines of a head, including the empty line at its end.
    mutating func read(_ bytes: borrowing Span<UInt8>) throws(Refusal) -> Head {
        let parts = Head.parts(of: bytes)
        let line = try line(bytes.extracting(parts.line))
        let section = try section(bytes.extracting(parts.section), line.isVersion10)
        return Head(line: line, section: section)
    }

    private mutating func line(_ bytes: borrowing Span<UInt8>) throws(Refusal) -> RequestLine {
        if let line, bytes.isSame(as: line.bytes.span) { return line.line }
        let read = try RequestLine(bytes)
        if bytes.count <= Self.longest { line = (bytes.array, read) }
        return read
    }

    private mutating func section(
        _ bytes: borrowing Span<UInt8>, _ isVersion10: Bool
    ) throws(Refusal) -> FieldSection {
        if let section, section.isVersion10 == isVersion10,
            bytes.isSame(as: section.bytes.span)
        {
            return section.section
        }
        let read = try FieldSection(bytes, isVersion10: isVersion10)
        if bytes.count <= Self.longest { section = (bytes.array, isVersion10, read) }
        return read
    }
}

extension Span<UInt8> {
    fileprivate var array: [UInt8] { withUnsafeBufferPointer { Array($0) } }

    fileprivate func isSame(as other: borrowing Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        return withUnsafeBufferPointer { one in
            other.withUnsafeBufferPointer {
                guard let one = one.baseAddress, let other = $0.baseAddress else { return true }
                return memcmp(one, other, count) == 0
            }
        }
    }
}

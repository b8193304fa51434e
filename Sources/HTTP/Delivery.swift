/// How an answer goes out to its client.
package enum Delivery: Equatable, Sendable {
    case whole
    /// The connection is closed instead.
    case nothing
    /// The connection is reset instead.
    case reset
    /// The status and the fields, then a chunk that is none, and the connection is closed.
    case malformedChunk
    /// Bytes that are no HTTP, and the connection is closed.
    case garbage
    /// The right length, so many bytes of the content, and the connection is closed.
    case truncated(byteCount: Int)
    /// The content in pieces with a pause between them.
    case dribbled(pieces: Int, pause: Duration)

    /// Whether a status goes out, and not only bytes that are no HTTP, or nothing.
    var hasStatus: Bool {
        switch self {
        case .nothing, .reset, .garbage: false
        case .whole, .malformedChunk, .truncated, .dribbled: true
        }
    }
}

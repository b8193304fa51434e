/// How an answer is sent to its client.
package enum Delivery: Equatable, Sendable {
    case whole
    /// The connection is closed without an answer.
    case nothing
    /// The connection is reset without an answer.
    case reset
    /// The status and the fields are sent, then a malformed chunk, and the connection is closed.
    case malformedChunk
    /// Bytes that are not HTTP are sent, and the connection is closed.
    case garbage
    /// The right length and only this many bytes of the content are sent, and the connection is
    /// closed.
    case truncated(byteCount: Int)
    /// The content is sent in pieces, with a pause between them.
    case dribbled(pieces: Int, pause: Duration)

    /// Whether the client receives all of the answer.
    package var isComplete: Bool {
        switch self {
        case .whole, .dribbled: true
        case .nothing, .reset, .malformedChunk, .garbage, .truncated: false
        }
    }

    /// Whether the client receives a status.
    var hasStatus: Bool {
        switch self {
        case .nothing, .reset, .garbage: false
        case .whole, .malformedChunk, .truncated, .dribbled: true
        }
    }
}

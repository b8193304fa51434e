/// The limits beyond which the server refuses a client.
package struct Limits: Sendable {
    /// The bytes of a request line and its header fields; more is a 431.
    package var headerBytes = 64 << 10
    /// The bytes of a request's content; more is a 413.
    package var bodyBytes = 8 << 20
    /// The number of open connections; one more gets a 503.
    package var connections = 10_000
    /// How long a connection may wait for its next request, or for its client to take an answer.
    package var idle: Duration = .seconds(60)
    /// How long the head of a request may take from its first byte; longer is a 408.
    package var header: Duration = .seconds(10)
    /// How long the content of a request may take from the end of its head; longer is a 408.
    package var body: Duration = .seconds(30)
    /// How long a refused client may go on sending before the connection is cut.
    package var linger: Duration = .seconds(2)

    package init() {}
}

/// Answers a request at once, on the thread that asks; it may not block.
package typealias Handler = @Sendable (Request) -> Response

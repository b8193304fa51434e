/// Answers a request on the thread that received it. A handler must not block.
package typealias Handler = @Sendable (Request) -> Response

internal import HTTP
package import HTTPTypes
internal import System

/// What the engine itself answers to something that is not an acceptable HTTP request, before any
/// API is asked; the connection closes after it.
package struct Refusal: Error, Equatable, Sendable {
    package let status: HTTPResponse.Status
    /// A sentence that says what is wrong, and where HTTP says so.
    package let reason: String

    internal static func malformed(_ reason: String) -> Refusal {
        Refusal(status: .badRequest, reason: reason)
    }

    internal static func headTooLarge(_ limit: Int) -> Refusal {
        Refusal(
            status: .requestHeaderFieldsTooLarge,
            reason: "The request line and its fields exceed \(limit) bytes.")
    }

    internal static let tooManyLines = Refusal(
        status: .requestHeaderFieldsTooLarge, reason: "The request has too many header lines.")

    internal static func bodyTooLarge(_ limit: Int) -> Refusal {
        Refusal(status: .contentTooLarge, reason: "The content exceeds \(limit) bytes.")
    }

    internal static let tooSlow = Refusal(
        status: .requestTimeout, reason: "The request took too long.")

    internal static let tooMany = Refusal(
        status: .serviceUnavailable, reason: "As many connections as this server takes are open.")

    internal static func noMemory(_ full: MemoryFull) -> Refusal {
        Refusal(status: .serviceUnavailable, reason: "There is no room for the request: \(full).")
    }

    internal var response: Response {
        var fields: HTTPFields = [.contentType: "text/plain; charset=utf-8"]
        if status == .serviceUnavailable { fields[.retryAfter] = "1" }
        return Response(
            status, headerFields: fields,
            body: Array((reason + "\n").utf8))
    }
}

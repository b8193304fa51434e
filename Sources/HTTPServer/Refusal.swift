import HTTP
package import HTTPTypes
import System

/// The engine's own answer to bytes that are not an acceptable HTTP request. The handler is not
/// called, and the connection closes after the answer.
package struct Refusal: Error, Equatable, Sendable {
    package let status: HTTPResponse.Status
    /// A sentence that says what is wrong, and where HTTP says so.
    package let reason: String

    static func malformed(_ reason: String) -> Refusal {
        Refusal(status: .badRequest, reason: reason)
    }

    static func headTooLarge(_ limit: Int) -> Refusal {
        Refusal(
            status: .requestHeaderFieldsTooLarge,
            reason: "The request line and its fields exceed \(limit) bytes.")
    }

    static let tooManyLines = Refusal(
        status: .requestHeaderFieldsTooLarge, reason: "The request has too many header lines.")

    static func bodyTooLarge(_ limit: Int) -> Refusal {
        Refusal(status: .contentTooLarge, reason: "The content exceeds \(limit) bytes.")
    }

    static let tooSlow = Refusal(
        status: .requestTimeout, reason: "The request took too long.")

    static let tooMany = Refusal(
        status: .serviceUnavailable, reason: "As many connections as this server takes are open.")

    static func noMemory(_ full: MemoryFull) -> Refusal {
        Refusal(status: .serviceUnavailable, reason: "There is no room for the request: \(full).")
    }

    var response: Response {
        var fields: HTTPFields = [.contentType: "text/plain; charset=utf-8"]
        if status == .serviceUnavailable { fields[.retryAfter] = "1" }
        return Response(
            status, headerFields: fields,
            body: Array((reason + "\n").utf8))
    }
}

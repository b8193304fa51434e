internal import HTTP
internal import HTTPTypes

/// What the engine itself answers to something that is not an acceptable HTTP request, before any
/// API is asked; the connection closes after it.
package struct Refusal: Error, Equatable, Sendable {
    package let status: Int
    /// A sentence that says what is wrong, and where HTTP says so.
    package let reason: String

    internal static func malformed(_ reason: String) -> Refusal {
        Refusal(status: 400, reason: reason)
    }

    internal static func headTooLarge(_ limit: Int) -> Refusal {
        Refusal(status: 431, reason: "The request line and its fields exceed \(limit) bytes.")
    }

    internal static func bodyTooLarge(_ limit: Int) -> Refusal {
        Refusal(status: 413, reason: "The content exceeds \(limit) bytes.")
    }

    internal static let tooSlow = Refusal(status: 408, reason: "The request took too long.")

    internal static let tooMany = Refusal(
        status: 503, reason: "As many connections as this server takes are open.")

    internal var response: Response {
        Response(
            HTTPResponse.Status(code: status),
            headerFields: [.contentType: "text/plain; charset=utf-8"],
            body: Array((reason + "\n").utf8))
    }
}

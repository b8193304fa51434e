package import HTTP
package import HTTPTypes
package import JSON

/// An error of the emulator itself, in the form of RFC 9457, with a code for programs and a hint
/// for people.
package struct Problem: Error, Sendable {
    private let status: HTTPResponse.Status
    private let code: String
    package let detail: String
    private let hint: String
    private var allowed: String?
    var retryAfterSeconds: Int?
    /// Members of its own kind, RFC 9457 section 3.2.
    package var members: [JSON.Member] = []

    package init(_ status: HTTPResponse.Status, code: String, detail: String, hint: String) {
        self.status = status
        self.code = code
        self.detail = detail
        self.hint = hint
    }

    /// A known path that does not take the method.
    package static func methodNotAllowed(_ request: Request, allowed: String) -> Problem {
        var problem = Problem(
            .methodNotAllowed, code: "method-not-allowed",
            detail: "\(request.target.path) does not take \(request.method).",
            hint: "It takes \(allowed).")
        problem.allowed = allowed
        return problem
    }

    package var response: Response {
        var response = Response(
            status,
            json: .object(
                [
                    JSON.Member(name: "type", value: "about:blank"),
                    JSON.Member(name: "title", value: .string(status.reasonPhrase)),
                    JSON.Member(name: "status", value: .integer(Int64(status.code))),
                    JSON.Member(name: "detail", value: .string(detail)),
                    JSON.Member(name: "code", value: .string(code)),
                    JSON.Member(name: "hint", value: .string(hint)),
                ] + members))
        response.headerFields[.contentType] = "application/problem+json"
        if let allowed { response.headerFields[.allow] = allowed }
        // RFC 9110 section 15.5.2 requires it of every 401.
        if status == .unauthorized { response.headerFields[.wwwAuthenticate] = "Bearer" }
        if let retryAfterSeconds {
            response.headerFields[.retryAfter] = String(retryAfterSeconds)
        }
        return response
    }
}

internal import Emulation
internal import HTTP
internal import HTTPTypes
internal import JSON

/// The control plane's errors: RFC 9457 with a code for machines and a hint for people.
internal enum Problem {
    static func noSuchPath(_ request: Request, prefixes: [String]) -> Response {
        let known = (["/__admin"] + prefixes).joined(separator: ", ")
        return response(
            .notFound, code: "no-such-path",
            detail: "Nothing answers \(request.method) \(request.target.path).",
            hint: "Paths start with \(known).")
    }

    static func methodNotAllowed(_ request: Request, allowed: String) -> Response {
        var response = response(
            .methodNotAllowed, code: "method-not-allowed",
            detail: "\(request.target.path) does not take \(request.method).",
            hint: "It takes \(allowed).")
        response.headerFields[.allow] = allowed
        return response
    }

    private static func response(
        _ status: HTTPResponse.Status, code: String, detail: String, hint: String
    ) -> Response {
        var response = Response(
            status,
            json: [
                "type": "about:blank", "title": .string(status.reasonPhrase),
                "status": .integer(Int64(status.code)), "detail": .string(detail),
                "code": .string(code), "hint": .string(hint),
            ])
        response.headerFields[.contentType] = "application/problem+json"
        return response
    }
}

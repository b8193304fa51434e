internal import Emulation
internal import HTTP
internal import HTTPTypes
internal import JSON

// What both token services answer where no operation is meant, or where a fault asks for an error.
extension Response {
    internal static func noOperation(allowed: String?) -> Response {
        guard let allowed else { return Response(.notFound) }
        return Response(.methodNotAllowed, headerFields: [.allow: allowed, .contentLength: "0"])
    }

    internal static func failure(_ status: HTTPResponse.Status) -> Response {
        let word = status.code == 503 ? "temporarily_unavailable" : "server_error"
        return Response(status, json: ["error": .string(word)])
    }
}

import Emulation
import HTTP
import HTTPTypes

// The answer of both token services if no operation matches.
extension Response {
    static func noOperation(allowed: String?) -> Response {
        guard let allowed else { return Response(.notFound) }
        return Response(.methodNotAllowed, headerFields: [.allow: allowed, .contentLength: "0"])
    }
}

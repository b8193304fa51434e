import Emulation
import HTTP
import HTTPTypes

// What both token services answer where no operation is meant.
extension Response {
    static func noOperation(allowed: String?) -> Response {
        guard let allowed else { return Response(.notFound) }
        return Response(.methodNotAllowed, headerFields: [.allow: allowed, .contentLength: "0"])
    }
}

internal import Emulation
internal import HTTP
internal import HTTPTypes

/// Who may use the control plane.
package struct Guard: Sendable {
    /// The bearer token that is asked for; nil where nobody is asked.
    private let token: [UInt8]?

    package init(token: String?) {
        self.token = token.map { Array($0.utf8) }
    }

    /// - Throws: a problem for a browser that another site has sent, and for a token that is not
    ///   the one.
    internal func check(_ request: Request) throws(Problem) {
        if Self.isCrossSite(request) {
            throw Problem(
                .forbidden, "cross-site",
                "The control plane answers no request that another site has a browser make.",
                hint: "Ask from the same origin, or without a browser.")
        }
        guard let token else { return }
        let parts = request.headerFields[.authorization]?.split(separator: " ", maxSplits: 1) ?? []
        let isBearer = parts.count == 2 && equalsIgnoringCase(parts[0], "Bearer")
        let given = isBearer ? Array(parts[1].utf8) : []
        guard Secret.matches(given, token) else {
            throw Problem(
                .unauthorized, "admin-token", "The control plane asks for its token.",
                hint: "Send Authorization: Bearer with the value of --admin-token.")
        }
    }

    /// Browsers say where a request comes from; nothing else does.
    private static func isCrossSite(_ request: Request) -> Bool {
        func field(_ name: String) -> String? {
            HTTPField.Name(name).flatMap { request.headerFields[$0] }
        }
        if let site = field("Sec-Fetch-Site"), site != "same-origin", site != "none" { return true }
        guard let origin = field("Origin") else { return false }
        var own = request
        own.base = ""
        return !equalsIgnoringCase(origin, own.origin)
    }
}

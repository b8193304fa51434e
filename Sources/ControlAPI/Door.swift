package import Emulation
import HTTP
import HTTPTypes

/// Decides who may use the control plane.
package struct Door: Sendable {
    /// The required token; nil if none is required.
    package let token: AdminToken?
    private let hosts: AllowedHosts

    package init(token: AdminToken? = nil, hosts: AllowedHosts = AllowedHosts()) {
        self.token = token
        self.hosts = hosts
    }

    /// - Throws: a problem if the host name is not allowed, if another site has a browser make the
    ///   request, or if the token is wrong.
    func check(_ request: Request) throws(Problem) {
        // With a token DNS rebinding is harmless: the browser does not know the token.
        if token == nil { try checkHost(request) }
        if Self.isCrossSite(request) {
            throw Problem(
                .forbidden, code: "cross-site",
                detail: "The control plane refuses requests that another site has a browser make.",
                hint: "Call it from the same origin, or without a browser.")
        }
        guard token?.isGiven(by: request) != false else {
            throw Problem(
                .unauthorized, code: "admin-token", detail: "The control plane requires its token.",
                hint: "Send Authorization: Bearer with the value of --admin-token.")
        }
    }

    /// Every browser sends a host, so a request without one does not come from a browser.
    private func checkHost(_ request: Request) throws(Problem) {
        guard let authority = request.headerFields[.host] else { return }
        let host = Host(authority: authority)
        guard host.map(hosts.contains) != true else { return }
        throw Problem(
            .forbidden, code: "host-not-allowed",
            detail:
                "The control plane does not answer at the host name '\(authority.prefix(100))'.",
            hint: "Use localhost or the address, or start the server with --allow-host and the "
                + "name (SEATFILLER_ALLOW_HOST), or with --admin-token.")
    }

    /// Only browsers say where a request comes from.
    private static func isCrossSite(_ request: Request) -> Bool {
        let site = request.headerFields[.secFetchSite] ?? "none"
        if site != "same-origin", site != "none" { return true }
        guard let origin = request.headerFields[.origin] else { return false }
        // The host is one of ours here, or else the token protects us.
        var own = request
        own.base = ""
        // Anybody can claim a host in these.
        own.headerFields[.forwarded] = nil
        own.headerFields[.forwardedHost] = nil
        return !equalsIgnoringCase(origin, own.origin)
    }
}

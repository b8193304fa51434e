package import Emulation
import HTTP
import HTTPTypes

/// Who may use the control plane.
package struct Door: Sendable {
    /// What is asked for; nil where nobody is asked.
    package let token: AdminToken?
    private let hosts: AllowedHosts

    package init(token: AdminToken? = nil, hosts: AllowedHosts = AllowedHosts()) {
        self.token = token
        self.hosts = hosts
    }

    /// - Throws: a problem for a name that is not ours, for a browser that another site has sent,
    ///   and for a token that is not the one.
    func check(_ request: Request) throws(Problem) {
        // Of a site that has taken our address a browser knows no token.
        if token == nil { try checkHost(request) }
        if Self.isCrossSite(request) {
            throw Problem(
                .forbidden, "cross-site",
                "The control plane answers no request that another site has a browser make.",
                hint: "Ask from the same origin, or without a browser.")
        }
        guard token?.isGiven(by: request) != false else {
            throw Problem(
                .unauthorized, "admin-token", "The control plane asks for its token.",
                hint: "Send Authorization: Bearer with the value of --admin-token.")
        }
    }

    /// Every browser names a host; what names none is none.
    private func checkHost(_ request: Request) throws(Problem) {
        guard let authority = request.headerFields[.host] else { return }
        let host = Host(authority: authority)
        guard host.map(hosts.contains) != true else { return }
        throw Problem(
            .forbidden, "host-not-allowed",
            "The control plane does not answer under the name '\(authority.prefix(100))'.",
            hint: "Ask localhost or the address, start with --allow-host and the name "
                + "(SEATFILLER_ALLOW_HOST), or give it a token with --admin-token.")
    }

    /// Browsers say where a request comes from; nothing else does.
    private static func isCrossSite(_ request: Request) -> Bool {
        let site = request.headerFields[.secFetchSite] ?? "none"
        if site != "same-origin", site != "none" { return true }
        guard let origin = request.headerFields[.origin] else { return false }
        // The host that it is held against is one of ours, or the token proves who asks.
        var own = request
        own.base = ""
        // Anybody can claim a host in these.
        own.headerFields[.forwarded] = nil
        own.headerFields[.forwardedHost] = nil
        return !equalsIgnoringCase(origin, own.origin)
    }
}

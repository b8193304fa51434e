import Emulation
import HTTP
import HTTPTypes
import JSON

// What a client asks about the host of an authority before it trusts the host, and about the domain
// of a person.
extension Entra {
    /// `GET /common/discovery/instance?authorization_endpoint=…`
    func discoverInstance(_ request: Request, _ path: Parameters) throws -> Answer {
        guard let endpoint = request.target.argument("authorization_endpoint") else {
            throw EntraError.missingParameter("authorization_endpoint")
        }
        guard let instance = Instance(endpoint, askedAt: request.site),
            instance.isKnown || world.authentication == .open
        else { throw EntraError.unknownInstance }
        return Answer(
            Response(json: [
                "tenant_discovery_endpoint": .string(instance.discovery), "api-version": "1.1",
                "metadata": [
                    [
                        "preferred_network": .string(instance.preferredNetwork),
                        "preferred_cache": .string(instance.preferredCache),
                        "aliases": .array(instance.aliases.map(JSON.string)),
                    ]
                ],
            ]), by: EntraRule.instance)
    }

    /// `GET /common/userrealm/{user}` and `GET /common/userrealm?user=…`
    func discoverUserRealm(_ request: Request, _ path: Parameters) throws -> Answer {
        guard let user = path.value(of: "user") ?? request.target.argument("user") else {
            throw EntraError.missingParameter("user")
        }
        let domain = Self.domain(of: user)
        var members: [JSON.Member] = [JSON.Member(name: "ver", value: "1.0")]
        if let domain, try world.authentication == .open || world.tenant(domain) != nil {
            members += [
                JSON.Member(name: "account_type", value: "Managed"),
                JSON.Member(name: "domain_name", value: .string(domain)),
            ]
        } else {
            members.append(JSON.Member(name: "account_type", value: "Unknown"))
        }
        members += [
            JSON.Member(name: "cloud_instance_name", value: "microsoftonline.com"),
            JSON.Member(name: "cloud_audience_urn", value: "urn:federation:MicrosoftOnline"),
        ]
        return Answer(Response(json: .object(members)), by: EntraRule.userRealm)
    }

    /// The part of a person's name after the `@`; nil if there is none.
    static func domain(of user: String) -> String? {
        let parts = user.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        return parts[1].lowercased()
    }
}

/// The host of an authority that a client asks about, by the URL that it would send a person to.
private struct Instance {
    /// With its port, if any.
    private let authority: String
    private let name: String
    private let askedAuthority: String
    let discovery: String
    /// Whether it is a host of the real service, the one that was asked, or this machine itself.
    let isKnown: Bool

    /// Nil for a text that is not an HTTP URL with a host.
    ///
    /// - Parameters:
    ///   - endpoint: `https://login.windows.net/{tenant}/oauth2/authorize`, or that of version 2.
    ///   - site: where the client asks.
    init?(_ endpoint: String, askedAt site: String) {
        guard let (scheme, authority, path) = Self.parts(of: endpoint),
            let (_, askedAuthority, _) = Self.parts(of: site),
            let host = Host(authority: authority)
        else { return nil }
        self.askedAuthority = askedAuthority
        name = Host.text(in: authority).lowercased()
        let isAsked = host == Host(authority: askedAuthority)
        // MSAL for Python leaves out the port of an authority in this request.
        self.authority = isAsked ? askedAuthority : authority
        isKnown = isAsked || host.isLoopback || Entra.hosts.contains(name)
        let lowered = path.lowercased()
        let end = ["/oauth2/v2.0/authorize", "/oauth2/authorize", "/"].first(
            where: lowered.hasSuffix)
        let tenant = path.dropLast(end?.count ?? 0)
        let version = end == "/oauth2/v2.0/authorize" ? "/v2.0" : ""
        discovery =
            "\(scheme)://\(self.authority)\(tenant)\(version)"
            + "/.well-known/openid-configuration"
    }

    /// Where clients are to ask for tokens. Of a host that is not the real service's there is no
    /// other name: whoever uses it cannot reach that.
    var preferredNetwork: String { isReal ? Entra.hosts[0] : authority }

    var preferredCache: String { isReal ? Entra.hosts[1] : authority }

    private var isReal: Bool { Entra.hosts.contains(name) }

    /// All names of the emulated service, with and without ports: libraries look for either.
    var aliases: [String] {
        var aliases = Entra.hosts
        for authority in [askedAuthority, authority] {
            for alias in [authority, String(Host.text(in: authority))]
            where !aliases.contains(alias) {
                aliases.append(alias)
            }
        }
        return aliases
    }

    private static func parts(
        of url: String
    ) -> (scheme: String, authority: String, path: Substring)? {
        do throws(TargetForm.Malformed) {
            let form = try TargetForm(url, of: .get)
            guard case .absolute(let target, let authority, let isSecure) = form else { return nil }
            let path = target.raw.prefix { !"?#".contains($0) }
            return (isSecure ? "https" : "http", authority, path)
        } catch {
            return nil
        }
    }
}

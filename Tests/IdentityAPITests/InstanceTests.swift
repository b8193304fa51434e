import Emulation
import HTTP
import HTTPTypes
import JSON
import TestWorlds
import Testing

private let real = "login.microsoftonline.com"
private let names =
    #""login.microsoftonline.com","login.windows.net","login.microsoft.com","sts.windows.net""#
private let realm =
    #""cloud_instance_name":"microsoftonline.com","cloud_audience_urn":"urn:federation:MicrosoftOnline""#

@Suite struct `The discovery of an instance` {
    private func ask(
        _ endpoint: String, host: String = "identity.test",
        _ authentication: Authentication = .enforced
    ) throws -> String {
        try Estate(authentication).call(
            .get, "/common/discovery/instance?api-version=1.1&authorization_endpoint=\(endpoint)",
            "",
            ["Host": host, "X-Forwarded-Proto": "https"])
    }

    private func answer(
        _ document: String, network: String = real, cache: String = "login.windows.net",
        aliases: String
    ) -> String {
        """
        200 entra.instance; observed
        {"tenant_discovery_endpoint":"\(document)/.well-known/openid-configuration","api-version":"1.1",\
        "metadata":[{"preferred_network":"\(network)","preferred_cache":"\(cache)",\
        "aliases":[\(names)\(aliases)]}]}
        """
    }

    @Test(.tags(.observed)) func `knows all names of the real service, and the host that is asked`()
        throws
    {
        #expect(
            try ask("https://login.windows.net/\(Estate.contoso)/oauth2/authorize", host: real)
                == answer("https://login.windows.net/\(Estate.contoso)", aliases: ""))
        #expect(
            try ask("https%3A%2F%2Flogin.microsoftonline.com%2Fcommon%2Foauth2%2Fv2.0%2Fauthorize")
                == answer("https://\(real)/common/v2.0", aliases: #","identity.test""#))
    }

    @Test(.tags(.chosen)) func `of another host has no other name for it, and gives back its port`()
        throws
    {
        for host in ["identity.test:8443", "identity.test"] {
            #expect(
                try ask("https://\(host)/t/oauth2/v2.0/authorize", host: "identity.test:8443")
                    == answer(
                        "https://identity.test:8443/t/v2.0", network: "identity.test:8443",
                        cache: "identity.test:8443",
                        aliases: #","identity.test:8443","identity.test""#))
        }
        #expect(
            try ask("https://127.0.0.1:8443/t/oauth2/authorize", host: real)
                == answer(
                    "https://127.0.0.1:8443/t", network: "127.0.0.1:8443", cache: "127.0.0.1:8443",
                    aliases: #","127.0.0.1:8443","127.0.0.1""#))
    }

    @Test(
        .tags(.observed),
        arguments: [
            "https://login.contoso.example/t/oauth2/authorize", "login.windows.net/t", "ftp://x/t",
            "https://", "https:///t", "https://a%20b/t", "https://evil@login.windows.net/t",
        ])
    func `of a host that is not the service's is refused`(endpoint: String) throws {
        let answer = try ask(endpoint)
        #expect(answer.hasPrefix("400 entra.instance; observed\n"))
        #expect(
            answer.contains(
                #"{"error":"invalid_instance","error_description":"AADSTS50049: Unknown or invalid instance. Trace"#
            ))
    }

    @Test(.tags(.chosen)) func `takes any host in open mode`() throws {
        #expect(
            try ask("https://adfs.contoso.example/adfs/", .open)
                == answer(
                    "https://adfs.contoso.example/adfs", network: "adfs.contoso.example",
                    cache: "adfs.contoso.example",
                    aliases: #","identity.test","adfs.contoso.example""#))
    }

    @Test(.tags(.chosen)) func `wants to know which`() throws {
        #expect(
            try Estate().call(.get, "/common/discovery/instance?api-version=1.1")
                .contains(
                    "AADSTS900144: The request body must contain the following parameter: 'authorization_endpoint'."
                ))
    }
}

@Suite struct `The realm of a person` {
    @Test(.tags(.observed), arguments: ["ann@CONTOSO.com", "nobody%40contoso.onmicrosoft.com"])
    func `is managed where a tenant has the domain`(user: String) throws {
        let domain = user.split(separator: /@|%40/)[1].lowercased()
        #expect(
            try Estate().call(.get, "/common/UserRealm/\(user)?api-version=1.0") == """
                200 entra.user-realm; observed
                {"ver":"1.0","account_type":"Managed","domain_name":"\(domain)",\(realm)}
                """)
    }

    @Test(.tags(.observed), arguments: ["", "/"])
    func `is told of a person whom the query names`(end: String) throws {
        #expect(
            try Estate().call(
                .get, "/common/UserRealm\(end)?user=ann%40contoso.com&api-version=1.0") == """
                    200 entra.user-realm; observed
                    {"ver":"1.0","account_type":"Managed","domain_name":"contoso.com",\(realm)}
                    """)
    }

    @Test(.tags(.inferred), arguments: ["", "?user=", "?api-version=1.0"])
    func `is none of nobody`(query: String) throws {
        #expect(
            try Estate().call(.get, "/common/userrealm\(query)").contains(
                "AADSTS900144: The request body must contain the following parameter: 'user'."))
    }

    @Test(
        .tags(.inferred),
        arguments: ["ann@nowhere.example", "ann", "@contoso.com", "a@b@contoso.com"])
    func `is unknown of others`(user: String) throws {
        #expect(
            try Estate().call(.get, "/common/userrealm/\(user)") == """
                200 entra.user-realm; observed
                {"ver":"1.0","account_type":"Unknown",\(realm)}
                """)
    }

    @Test(.tags(.chosen)) func `is managed for any domain in open mode`() throws {
        #expect(
            try Estate(.open).call(.get, "/common/userrealm/ann@nowhere.example")
                .contains(#""account_type":"Managed","domain_name":"nowhere.example""#))
    }
}

@Suite struct `A tenant` {
    @Test(
        .tags(.observed),
        arguments: ["contoso.onmicrosoft.com", "CONTOSO.OnMicrosoft.COM", "contoso.com"])
    func `is named by its domains, and by those of its users, on every path`(name: String) throws {
        let estate = try Estate()
        for (path, token) in [
            ("/.well-known/openid-configuration", "/oauth2/token"),
            ("/v2.0/.well-known/openid-configuration", "/oauth2/v2.0/token"),
        ] {
            #expect(
                estate.call(.get, "/\(name)\(path)").contains(
                    #""token_endpoint":"http://identity.test/\#(Estate.contoso)\#(token)""#))
        }
        let token = try estate.token(in: name)
        #expect(try #require(JSONWebToken(token)).claims["tid"] == .string(Estate.contoso))
        #expect(estate.get("/V1/Inventory", token).hasPrefix("200 "))
        #expect(
            estate.post(
                "/\(name)/oauth2/v2.0/token",
                "grant_type=client_credentials&client_id=\(Estate.tool)&client_secret=s%2Bcret%26%25"
                    + "&scope=https://onestore.microsoft.com/.default"
            ).hasPrefix("200 entra.token.v2; observed"))
        #expect(estate.call(.get, "/\(name)/discovery/keys").hasPrefix("200 entra.keys"))
    }

    @Test(.tags(.observed)) func `is named by no other's domain`() throws {
        let estate = try Estate()
        #expect(try estate.token(in: "fabrikam.onmicrosoft.com") == "")
        let token = try #require(JSONWebToken(try estate.token(in: "fabrikam.com")))
        #expect(token.claims["tid"] == .string(Estate.fabrikam))
    }
}

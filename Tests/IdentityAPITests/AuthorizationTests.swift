import Emulation
import HTTP
import HTTPTypes
import JSON
import TestWorlds
import Testing

private let noon: Int64 = 1_525_176_000
private let denied = #"{"Message":"Authorization has been denied for this request."}"#
private let customers = Estate.general + "/customers/batch"

@Suite struct `The Store asks for a token that` {
    private func claims(_ other: [String: JSON] = [:]) -> JSON {
        let ordinary: [String: JSON] = [
            "aud": "https://onestore.microsoft.com",
            "iss": .string("https://sts.windows.net/\(Estate.contoso)/"),
            "exp": .integer(noon + 1), "appid": .string(Estate.tool),
            "tid": .string(Estate.contoso),
        ]
        let all = ordinary.merging(other) { $1 }.filter { $0.value != .null }
        return .object(all.map { JSON.Member(name: $0.key, value: $0.value) })
    }

    @Test(.tags(.documented)) func `its tenant has issued, whose data it then sees and no other's`()
        throws
    {
        let estate = try Estate()
        let token = try estate.token(in: Estate.contoso)
        #expect(estate.get("/V1/Inventory", token).contains("9A"))
        #expect(!estate.get("/V1/Inventory", token).contains("9F"))
        #expect(estate.get("/V1/Users/ann@contoso.com/Seats", token).hasPrefix("200 "))
        #expect(
            estate.get("/V1/Users/fay@fabrikam.com/Seats", token).hasPrefix(
                "404 store.unknown-user"))
        #expect(
            estate.get("/V1/Inventory/9F/1/Seats", token).hasPrefix("404 store.unknown-inventory"))
        #expect(estate.get("/V1/Products/9F/1", token).hasPrefix("200 "))
        #expect(estate.get("/V1/Products/9F/1/Packages", token).hasPrefix("409 store.not-owned"))
    }

    @Test(.tags(.observed)) func `is there, or it is a 401`() throws {
        let answer = try Estate().answer(.get, "/V1/Inventory")
        #expect(answer.rule.header == "store.token; observed")
        #expect(
            answer.response.text == """
                HTTP/1.1 401 Unauthorized
                content-type: application/json; charset=utf-8
                www-authenticate: Bearer
                ms-correlationid: e220a839-7b1d-4daf-ae78-9e6aa1b965f4
                ms-requestid: 06c45d18-8009-454f-b88b-b8a8724c81ec
                ms-cv: bSHqRpWi5sqLqf0x.0

                \(denied)
                """)
    }

    @Test(.tags(.observed), arguments: ["bearer", "Bearer", "BEARER"])
    func `follows the scheme in upper or lower case`(scheme: String) throws {
        let estate = try Estate()
        let token = try estate.token(in: Estate.contoso)
        #expect(
            estate.call(.get, "/V1/Inventory", "", ["Authorization": "\(scheme)  \(token) "])
                .hasPrefix("200 "))
    }

    @Test(.tags(.inferred)) func `is signed, valid now, and meant for it`() throws {
        let estate = try Estate()
        #expect(estate.get("/V1/Inventory", estate.token(claims())).hasPrefix("200 "))
        let wrong: [[String: JSON]] = [
            ["exp": .integer(noon)], ["exp": .null], ["exp": "later"], ["nbf": .integer(noon + 1)],
            ["aud": "https://graph.avepointonlineservices.com"], ["aud": .null],
            ["iss": "http://identity.test"], ["iss": .null],
        ]
        for claim in wrong {
            #expect(
                estate.get("/V1/Inventory", estate.token(claims(claim)))
                    == "401 store.token; observed\n" + denied, "\(claim)")
        }
        for aud: JSON in [
            "https://onestore.microsoft.com/", ["x", "45a330b1-b1ec-4cc1-9161-9f03992aa49f"],
        ] {
            #expect(
                estate.get("/V1/Inventory", estate.token(claims(["aud": aud]))).hasPrefix("200 "))
        }
        let token = estate.token(claims())
        let unsigned = token.prefix { $0 != "." } + "."
        let parts = token.split(separator: ".")
        for text in [
            String(token.dropLast(5)) + "AAAAA", "\(parts[0]).\(parts[1]).",
            "\(unsigned)e30.\(parts[2])", "x",
            "..", "", String(repeating: "x", count: 20_000),
        ] {
            #expect(estate.get("/V1/Inventory", text).hasPrefix("401 store.token; observed"))
        }
    }

    @Test(.tags(.inferred)) func `belongs to a tool that the organization has activated`() throws {
        let estate = try Estate()
        let tokens = [
            try estate.token(of: Estate.partner, in: Estate.contoso),
            try estate.token(in: Estate.fabrikam),
            estate.token(claims(["appid": "nobody"])), estate.token(claims(["tid": "nowhere"])),
            estate.token(claims(["tid": .null])),
        ]
        for token in tokens {
            #expect(
                estate.get("/V1/Inventory", token) == "401 store.not-activated; inferred\n" + denied
            )
        }
        let strict = try Estate(quirks: ["store.notActivated=forbidden"])
        let answer = strict.get("/V1/Inventory", try strict.token(in: Estate.fabrikam))
        #expect(answer == "403 store.not-activated; inferred\n" + denied)
        let plain = try Estate(quirks: ["store.notActivated=unauthorized"])
        #expect(plain.get("/V1/Inventory", try plain.token(in: Estate.fabrikam)).hasPrefix("401 "))
    }

    @Test(.tags(.inferred))
    func `is asked for behind the route and the method, before the parameters`() throws {
        let estate = try Estate()
        #expect(estate.call(.get, "/V1/Nothing").hasPrefix("404 store.route"))
        #expect(estate.call(.put, "/V1/Inventory").hasPrefix("405 store.method"))
        #expect(estate.call(.get, "/V1/Inventory?maxResults=0").hasPrefix("401 store.token"))
    }

    @Test(.tags(.observed)) func `nobody needs for AppLocker data`() throws {
        #expect(
            try Estate().call(.get, "/V1/public/catalog/Retail/Products/9A/applockerdata")
                .hasPrefix("404 store.unknown-applocker-data"))
    }

    @Test(.tags(.chosen)) func `may be anything in open mode`() throws {
        #expect(try Estate(.open).get("/V1/Inventory", "whatever").hasPrefix("200 "))
    }
}

@Suite struct `The partner API asks for a token that` {
    private func claims(_ other: [String: JSON] = [:]) -> JSON {
        let ordinary: [String: JSON] = [
            "aud": "https://graph.avepointonlineservices.com", "iss": "https://identity.elsewhere",
            "exp": .integer(noon + 1), "client_id": .string(Estate.partner),
            "scope": ["elements.customers.read.all"],
        ]
        let all = ordinary.merging(other) { $1 }.filter { $0.value != .null }
        return .object(all.map { JSON.Member(name: $0.key, value: $0.value) })
    }

    @Test(.tags(.documented)) func `its identity service has issued, under any of its names`()
        throws
    {
        let estate = try Estate()
        let token = try estate.token(of: Estate.partner)
        #expect(estate.post(customers, bearer: token).hasPrefix("200 elements.customers"))
        #expect(estate.post(customers, bearer: estate.token(claims())).hasPrefix("200 "))
    }

    @Test(.tags(.inferred)) func `is there, or it is a 401 without content`() throws {
        let answer = try Estate().answer(.post, customers)
        #expect(answer.rule.header == "elements.token; documented")
        #expect(
            answer.response.text == """
                HTTP/1.1 401 Unauthorized
                content-length: 0
                www-authenticate: Bearer
                request-id: e220a839-7b1d-4daf-ae78-9e6aa1b965f4


                """)
    }

    @Test(.tags(.inferred)) func `is believed, or it is a 401 that says why`() throws {
        let estate = try Estate()
        func challenge(_ token: String) -> String? {
            let answer = estate.answer(.post, customers, "", ["Authorization": "Bearer \(token)"])
            return answer.response.headerFields[.wwwAuthenticate]
        }
        let cases: [([String: JSON], String)] = [
            (["exp": .integer(noon)], "The token expired at '05/01/2018 12:00:00'"),
            (["nbf": .integer(noon + 61)], "The token is not valid before '05/01/2018 12:01:01'"),
            (["aud": ["a", "\"b"]], "The audience 'a, b' is invalid"),
            (
                ["iss": "https://sts.windows.net/x/"],
                "The issuer 'https://sts.windows.net/x/' is invalid"
            ),
        ]
        for (claim, text) in cases {
            #expect(
                challenge(estate.token(claims(claim)))
                    == #"Bearer error="invalid_token", error_description="\#(text)""#)
        }
        #expect(challenge("nonsense") == #"Bearer error="invalid_token""#)
        #expect(
            challenge(estate.token(claims()).dropLast(5) + "AAAAA")
                == #"Bearer error="invalid_token", error_description="The signature is invalid""#
        )
        #expect(
            estate.answer(.post, customers, "", ["Authorization": "Basic eDp5"])
                .response.headerFields[.wwwAuthenticate] == "Bearer")
    }

    @Test(.tags(.documented)) func `has the permission that the operation's page names`() throws {
        let estate = try Estate()
        let token = try estate.token()
        let answer = estate.answer(.post, customers, "", ["Authorization": "Bearer \(token)"])
        #expect(answer.rule.header == "elements.permission; documented")
        #expect(
            answer.response.text == """
                HTTP/1.1 403 Forbidden
                content-length: 0
                request-id: 06c45d18-8009-454f-b88b-b8a8724c81ec


                """)
        #expect(
            estate.post(Estate.general + "/customers/services/batch", bearer: token).hasPrefix(
                "200 "))
    }

    @Test(.tags(.chosen)) func `may read what it may write with a quirk`() throws {
        let estate = try Estate(quirks: ["elements.readwriteImpliesRead=yes"])
        #expect(estate.post(customers, bearer: try estate.token()).hasPrefix("200 "))
        let strict = try Estate(quirks: ["elements.readwriteImpliesRead=no"])
        #expect(strict.post(customers, bearer: try strict.token()).hasPrefix("403 "))
    }

    @Test(.tags(.chosen)) func `covers the customer, and lists hold no others`() throws {
        let estate = try Estate()
        let token = try estate.token()
        func seats(_ customer: String) -> String {
            estate.post(
                "\(Estate.general)/customers/\(customer)/3rd-party-products/type/0/users",
                bearer: token)
        }
        #expect(seats(Estate.acme.uppercased()).hasPrefix("200 "))
        #expect(seats(Estate.other) == "403 elements.customer-scope; chosen\n")
        #expect(seats("nobody").hasPrefix("404 elements.unknown-customer"))
        let services = estate.post(Estate.general + "/customers/services/batch", bearer: token)
        #expect(services.contains("a@acme.com"))
        #expect(!services.contains("o@other.com"))
        #expect(services.contains(#""totalCount":1"#))
    }

    @Test(.tags(.chosen)) func `belongs to an application that is there, or sees no customer`()
        throws
    {
        let estate = try Estate()
        let token = estate.token(claims(["client_id": "nobody"]))
        #expect(estate.post(customers, bearer: token).contains(#""totalCount":0"#))
    }

    @Test(.tags(.chosen)) func `is refused with the envelope by a quirk`() throws {
        let estate = try Estate(quirks: ["elements.authErrorBody=json"])
        #expect(
            estate.call(.post, customers).hasSuffix(
                #""error":"A valid access token is needed.","statusCode":401}"#))
        #expect(
            estate.post(customers, bearer: try estate.token()).hasSuffix(
                #""error":"The token lacks the permission elements.customers.read.all.","statusCode":403}"#
            ))
        let plain = try Estate(quirks: ["elements.authErrorBody=empty"])
        #expect(plain.call(.post, customers) == "401 elements.token; documented\n")
    }

    @Test(.tags(.chosen)) func `is asked for behind the route and the method, before the content`()
        throws
    {
        let estate = try Estate()
        #expect(estate.call(.get, Estate.general + "/nothing").hasPrefix("404 elements.route"))
        #expect(estate.call(.get, customers).hasPrefix("405 elements.method"))
        #expect(estate.call(.post, customers + "?pageSize=0", "{").hasPrefix("401 elements.token"))
        let token = try estate.token(of: Estate.partner)
        #expect(
            estate.post(
                Estate.general + "/customers/nobody/3rd-party-products/type/9/users", bearer: token
            ).hasPrefix("400 elements.type"))
    }
}

@Suite struct `A rotated key` {
    @Test(.tags(.chosen)) func `leaves the tokens of the old one good, and publishes both`() throws
    {
        let estate = try Estate()
        let old = try estate.token(of: Estate.partner)
        let ids = estate.world.signingKeys.rotate()
        #expect(ids.count == 2)
        let new = try estate.token(of: Estate.partner)
        #expect([new, old].map { JSONWebToken($0)?.header["kid"]?.string } == ids)
        for token in [old, new] { #expect(estate.post(customers, bearer: token).hasPrefix("200 ")) }
        let keys = estate.call(.get, "/.well-known/openid-configuration/jwks")
        #expect(keys.matches(of: /"kid":"([^"]+)"/).map { String($0.1) } == ids)
    }

    @Test(.tags(.chosen)) func `is forgotten after seven more`() throws {
        let estate = try Estate()
        let old = try estate.token(of: Estate.partner)
        var ids: [String] = []
        for _ in 0..<8 { ids = estate.world.signingKeys.rotate() }
        #expect(ids.count == 8)
        #expect(estate.post(customers, bearer: old).hasPrefix("401 "))
    }
}

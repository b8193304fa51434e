import Emulation
import HTTP
import HTTPTypes
import IdentityAPI
import JSON
import TestWorlds
import Testing

@Suite struct `Every number in a claim` {
    /// A token's claims, with one of them replaced.
    private func claims(_ token: String, _ name: String, _ value: JSON) throws -> JSON {
        let claims = try #require(JSONWebToken(token)).claims.members.filter { $0.name != name }
        return .object(claims + [JSON.Member(name: name, value: value)])
    }

    @Test(.tags(.inferred)) func `of an access token is believed or a 401`() throws {
        let estate = try Estate()
        let tokens: [(text: String, ask: (String) -> Answer)] = [
            (
                try estate.token(in: Estate.contoso),
                { estate.answer(.get, "/V1/Inventory", "", ["Authorization": "Bearer \($0)"]) }
            ),
            (
                try estate.token(of: Estate.partner),
                {
                    estate.answer(
                        .post, Estate.general + "/customers/batch", "",
                        ["Authorization": "Bearer \($0)"])
                }
            ),
        ]
        for token in tokens {
            let names = try #require(JSONWebToken(token.text)).claims.members.map(\.name)
            #expect(names.contains("exp"))
            for name in names + ["nbf", "iat"] {
                for value in Extremes.values + [.null, .string("1"), []] {
                    let forged = estate.token(try claims(token.text, name, value))
                    let answer = token.ask(forged).response
                    #expect([200, 401, 403].contains(answer.status.code), "\(name) \(value)")
                    if ["exp", "nbf"].contains(name), value.isOutside {
                        #expect(answer.status == .unauthorized, "\(name) \(value)")
                    }
                }
            }
        }
    }

    @Test(.tags(.inferred)) func `of an assertion that nobody signed is a refusal`() throws {
        let estate = try Estate()
        let subject: [(String, JSON)] = [
            ("iss", .string(Estate.tool)), ("sub", .string(Estate.tool)),
            ("aud", ["http://identity.test/connect/token", .string(Self.entra)]), ("jti", "1"),
            ("exp", .integer(1_525_176_300)), ("nbf", .integer(1_525_176_000)),
            ("iat", .integer(1_525_176_000)),
        ]
        for (name, _) in subject {
            for value in Extremes.values + [.null, .string("1"), []] {
                let claims = JSON.object(
                    subject.map { JSON.Member(name: $0.0, value: $0.0 == name ? value : $0.1) })
                let parts = [#"{"alg":"RS256"}"#, claims.text].map {
                    Base64URL.encode(Array($0.utf8))
                }
                let form = Self.form + parts.joined(separator: ".") + ".AAAA"
                #expect(
                    estate.post("/connect/token", form).hasPrefix(
                        "400 avepoint.token.client; inferred"), "\(name) \(value)")
                #expect(
                    estate.post("/\(Estate.contoso)/oauth2/token", form).hasPrefix(
                        "401 entra.token.client; observed"), "\(name) \(value)")
            }
        }
    }

    private static let entra = "http://identity.test/\(Estate.contoso)/oauth2/token"
    private static let form =
        "grant_type=client_credentials&client_id=\(Estate.tool)"
        + "&client_assertion_type=\(ClientAssertionType.urn)&client_assertion="

    @Test(.tags(.chosen)) func `of a token at the end of time stays within the years`() throws {
        let estate = try Estate()
        estate.world.clock.freeze(at: try #require(Instant("9999-12-31T23:30:00Z")))
        let token = try estate.token(in: Estate.contoso)
        #expect(JSONWebToken(token)?.claims["exp"] == .integer(Instant.latest.epochSeconds))
        #expect(estate.get("/V1/Inventory", token).hasPrefix("200 "))
    }
}

extension JSON {
    /// Whether this is a number, and no point in time of the years 1 to 9999.
    fileprivate var isOutside: Bool {
        switch self {
        case .integer(let seconds): !(-62_135_596_800..<253_402_300_800).contains(seconds)
        case .number(let seconds): !(-62_135_596_800..<253_402_300_800).contains(seconds)
        default: false
        }
    }
}

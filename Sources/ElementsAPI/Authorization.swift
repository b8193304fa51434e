import Emulation
import HTTP
import HTTPTypes
import JSON
import SQLite

// The chapter "Authentication" of the reference.
extension Elements {
    /// Checks the request's token, and then its permission.
    ///
    /// - Returns: the customers that the caller may see.
    /// - Throws: a 401 or a 403.
    func authorize(
        _ request: Request, for permission: Permission
    ) throws -> ApplicationScope {
        guard world.authentication == .enforced else { return .all }
        let token: BearerToken
        do throws(BearerToken.Problem) {
            token = try BearerToken(
                request, in: world, for: Self.audience?.names ?? [], from: Self.isIdentityService)
        } catch {
            throw ElementsError.unauthorized(challenge: error.challenge)
        }
        let granted = token.claims["scope"]?.elements.compactMap(\.string) ?? []
        var sufficient = [permission]
        if world.quirks[ReadWriteImpliesRead.self] == .yes, let other = permission.readWrite {
            sufficient.append(other)
        }
        guard sufficient.contains(where: { granted.contains($0.rawValue) }) else {
            throw ElementsError.forbidden(
                "The token lacks the permission \(permission.rawValue).", ElementsRule.permission)
        }
        let clientID = token.claims["client_id"]?.string ?? ""
        // An application that is no longer in the seed sees no customers.
        return try world.application(clientID)?.scope(of: Self.self) ?? .only([])
    }

    /// Whether an issuer is AvePoint's identity service: an origin, with at most the prefix of a
    /// world as its path. The host may be anything, because clients in different networks call the
    /// service by different names. Entra's issuers have another path.
    private static func isIdentityService(_ issuer: String) -> Bool {
        guard ["http://", "https://"].contains(where: issuer.hasPrefix) else { return false }
        let path = issuer.split(separator: "/", omittingEmptySubsequences: false).dropFirst(3)
        guard let first = path.first else { return true }
        return path.count == 2 && equalsIgnoringCase(first, "__world")
    }
}

extension BearerToken.Problem {
    /// The value of `WWW-Authenticate` in the words of ASP.NET Core's JwtBearer.
    fileprivate var challenge: String {
        func invalid(_ description: String) -> String {
            #"Bearer error="invalid_token", error_description="\#(description)""#
        }
        return switch self {
        case .missing: "Bearer"
        case .malformed: #"Bearer error="invalid_token""#
        case .unknownKey: invalid("The signature key was not found")
        case .invalidSignature: invalid("The signature is invalid")
        case .expired(let instant): invalid("The token expired at '\(instant.americanText)'")
        case .notYetValid(let instant):
            invalid("The token is not valid before '\(instant.americanText)'")
        case .audience(let audience): invalid("The audience '\(audience.quotable)' is invalid")
        case .issuer(let issuer): invalid("The issuer '\(issuer.quotable)' is invalid")
        }
    }
}

extension String {
    /// The part of a claim that may stand in a quoted string of a header field.
    fileprivate var quotable: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.prefix(200).filter {
                    (0x20..<0x7F).contains($0.value) && $0 != "\"" && $0 != "\\"
                }))
    }
}

extension Instant {
    /// `05/01/2018 13:00:00`: a date in .NET's invariant culture.
    fileprivate var americanText: String {
        let text = Array(secondsText)
        return "\(String(text[5..<7]))/\(String(text[8..<10]))/\(String(text[..<4])) "
            + String(text[11..<19])
    }
}

import Emulation
import HTTP
import HTTPTypes
import JSON

/// The errors of the service.
enum ElementsError: Error {
    /// 400, with the parameter's name and its bounds.
    case invalidParameter(String, details: String, Rule)
    case notFound(String, Rule)
    /// 401, with the value of `WWW-Authenticate`.
    case unauthorized(challenge: String)
    /// 403
    case forbidden(String, Rule)
    case unsupportedMediaType(String, Rule)
    /// 500: the store failed.
    case failure(String)
    case noSuchRoute(Target)
    case methodNotAllowed(String, allowed: String)

    func answer(in world: World) -> Answer {
        switch self {
        case .invalidParameter(let name, let text, let rule):
            return Self.answer(.badRequest, text, parameter: name, in: world, rule)
        case .notFound(let text, let rule):
            return Self.answer(.notFound, text, in: world, rule)
        case .unauthorized(let challenge):
            var answer = Self.refusal(
                .unauthorized, "A valid access token is needed.", in: world,
                ElementsRule.token)
            answer.response.headerFields[.wwwAuthenticate] = challenge
            return answer
        case .forbidden(let text, let rule):
            return Self.refusal(.forbidden, text, in: world, rule)
        case .unsupportedMediaType(let text, let rule):
            return Self.answer(.unsupportedMediaType, text, in: world, rule)
        case .failure(let reason):
            return Self.answer(.internalServerError, reason, in: world, ElementsRule.failure)
        case .noSuchRoute(let target):
            let hint = target.hasDoubledSlash ? ", in which a slash is doubled" : ""
            return Self.answer(
                .notFound, "No operation has the path \(target.path)\(hint).", in: world,
                ElementsRule.route)
        case .methodNotAllowed(let method, let allowed):
            let text = "The method \(method) is not allowed here; allowed: \(allowed)."
            var answer = Self.answer(.methodNotAllowed, text, in: world, ElementsRule.method)
            answer.response.headerFields[.allow] = allowed
            return answer
        }
    }

    /// An error with any status, in the service's form for it.
    static func response(of status: HTTPResponse.Status, in world: World) -> Response {
        switch status {
        case .unauthorized: unauthorized(challenge: "Bearer").answer(in: world).response
        case .forbidden:
            refusal(status, status.reasonPhrase, in: world, ElementsRule.permission).response
        default: answer(status, status.reasonPhrase, in: world, ElementsRule.failure).response
        }
    }

    /// Without content, like ASP.NET Core's own refusals, unless the quirk adds the envelope.
    private static func refusal(
        _ status: HTTPResponse.Status, _ text: String, in world: World, _ rule: Rule
    ) -> Answer {
        switch world.quirks[AuthErrorBody.self] {
        case .empty: Answer(Response(status, headerFields: [.contentLength: "0"]), by: rule)
        case .json: answer(status, text, in: world, rule)
        }
    }

    private static func answer(
        _ status: HTTPResponse.Status, _ text: String, parameter: String? = nil, in world: World,
        _ rule: Rule
    ) -> Answer {
        let ids = world.identifiers
        let traceID = "00-\(ids.hexadecimal(words: 2))-\(ids.hexadecimal(words: 1))-00"
        let response =
            switch world.quirks[ErrorBody.self] {
            case .envelope: envelope(status, text, traceID)
            case .problem: problem(status, text, traceID, parameter: parameter)
            }
        return Answer(response, by: rule)
    }

    /// The only error model that AvePoint documents, for several API families of this host.
    private static func envelope(
        _ status: HTTPResponse.Status, _ text: String, _ traceID: String
    ) -> Response {
        Response(
            status,
            json: [
                "traceId": .string(traceID), "error": .string(text),
                "statusCode": .integer(Int64(status.code)),
            ])
    }

    /// The statuses to which ASP.NET Core's `ProblemDetailsDefaults` gives a `type`.
    private static let types = [
        400: "rfc9110#section-15.5.1", 401: "rfc9110#section-15.5.2",
        403: "rfc9110#section-15.5.4", 404: "rfc9110#section-15.5.5",
        405: "rfc9110#section-15.5.6", 406: "rfc9110#section-15.5.7",
        408: "rfc9110#section-15.5.9", 409: "rfc9110#section-15.5.10",
        412: "rfc9110#section-15.5.13", 415: "rfc9110#section-15.5.16",
        422: "rfc4918#section-11.2", 426: "rfc9110#section-15.5.22",
        500: "rfc9110#section-15.6.1", 502: "rfc9110#section-15.6.3",
        503: "rfc9110#section-15.6.4", 504: "rfc9110#section-15.6.5",
    ]

    /// ASP.NET Core's `ProblemDetails`; `ValidationProblemDetails` if a parameter is invalid.
    private static func problem(
        _ status: HTTPResponse.Status, _ text: String, _ traceID: String, parameter: String?
    ) -> Response {
        var members: [JSON.Member] = []
        if let type = types[status.code] {
            members.append(
                JSON.Member(
                    name: "type", value: .string("https://tools.ietf.org/html/" + type)))
        }
        let title =
            parameter == nil ? status.reasonPhrase : "One or more validation errors occurred."
        members.append(JSON.Member(name: "title", value: .string(title)))
        members.append(JSON.Member(name: "status", value: .integer(Int64(status.code))))
        if let parameter {
            members.append(
                JSON.Member(
                    name: "errors",
                    value: .object([
                        JSON.Member(name: parameter, value: [.string(text)])
                    ])))
        }
        members.append(JSON.Member(name: "traceId", value: .string(traceID)))
        var response = Response(status, json: .object(members))
        response.headerFields[.contentType] = "application/problem+json; charset=utf-8"
        return response
    }
}

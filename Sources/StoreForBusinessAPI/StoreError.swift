import Emulation
import HTTP
import HTTPTypes
import JSON

/// The errors of the service, in the words of the error tables of its reference.
enum StoreError: Error {
    /// 400, with the parameter's name as the documentation spells it.
    case invalidParameter(String, details: String, Rule)
    /// 400, if the operation's table has this reason too.
    case missingParameter(String, details: String? = nil, Rule)
    /// 404 with a documented item type, and the names as received.
    case notFound(itemType: String, value: String, Rule)
    /// 404, if the operation's table leaves the data field empty.
    case notFoundWithoutData(itemType: String, Rule)
    /// 409, with the documented reason.
    case conflict(reason: String, Rule)
    /// 401: the token is missing or invalid.
    case unauthorized
    /// The token is valid, but the organization has not activated the tool.
    case notActivated(StoreNotActivated)
    /// 415: the content's type or coding is not supported.
    case unsupportedMediaType(String, Rule)
    /// 500: the store failed.
    case failure(String)
    case noSuchRoute(String)
    case methodNotAllowed(String, allowed: String)

    func answer(formed form: StoreErrorForm) -> Answer {
        switch self {
        case .invalidParameter(let name, let details, let rule):
            return Self.badRequest(
                name, reason: "Invalid parameter", details: details, form, rule)
        case .missingParameter(let name, let details, let rule):
            return Self.badRequest(
                name, reason: "Missing parameter", details: details ?? "\(name) is missing.", form,
                rule)
        case .notFound(let itemType, let value, let rule):
            let data = ErrorData([
                ("itemType", .string(itemType)), ("values", .array([.string(value)])),
            ])
            return Self.envelope(
                .notFound, code: "NotFound", message: "Not found", data, form, rule)
        case .notFoundWithoutData(_, let rule):
            return Self.envelope(
                .notFound, code: "NotFound", message: "Not found", ErrorData([]), form, rule)
        case .conflict(let reason, let rule):
            let data = ErrorData([("reason", .string(reason))])
            return Self.envelope(
                .conflict, code: "Conflict", message: "Conflict", data, form, rule)
        case .unauthorized: return Self.denied(.unauthorized, StoreRule.token)
        case .notActivated(let quirk):
            return Self.denied(
                quirk == .forbidden ? .forbidden : .unauthorized, StoreRule.notActivated)
        case .unsupportedMediaType(let message, let rule):
            return Answer(Self.webAPI(.unsupportedMediaType, message), by: rule)
        case .failure(let reason):
            let body: JSON = [
                "Message": "An error has occurred.", "ExceptionMessage": .string(reason),
            ]
            return Answer(Response(.internalServerError, json: body), by: StoreRule.failure)
        case .noSuchRoute(let uri):
            let message = "No HTTP resource was found that matches the request URI '\(uri)'."
            return Answer(Self.webAPI(.notFound, message), by: StoreRule.route)
        case .methodNotAllowed(let method, let allowed):
            let message = "The requested resource does not support http method '\(method)'."
            var response = Self.webAPI(.methodNotAllowed, message)
            response.headerFields[.allow] = allowed
            return Answer(response, by: StoreRule.method)
        }
    }

    /// An error with any status, in the service's form for it.
    static func response(
        of status: HTTPResponse.Status, formed form: StoreErrorForm
    ) -> Response {
        switch status {
        case .unauthorized, .forbidden: denied(status, StoreRule.token).response
        case .notFound:
            notFoundWithoutData(itemType: "", StoreRule.failure).answer(formed: form).response
        case .unsupportedMediaType: webAPI(status, status.reasonPhrase)
        case .internalServerError:
            failure(status.reasonPhrase).answer(formed: form).response
        default:
            envelope(
                status, code: status.reasonPhrase.filter { $0 != " " },
                message: status.reasonPhrase, ErrorData([]), form, StoreRule.failure
            ).response
        }
    }

    /// The reason for one name of a bulk operation, in a word or two.
    var reason: String {
        switch self {
        case .invalidParameter: "Invalid parameter"
        case .missingParameter: "Missing parameter"
        case .notFound(let itemType, _, _), .notFoundWithoutData(let itemType, _):
            "\(itemType) not found"
        case .conflict(let reason, _): reason
        case .unauthorized, .notActivated, .unsupportedMediaType, .failure, .noSuchRoute,
            .methodNotAllowed:
            preconditionFailure("said of a whole request only")
        }
    }

    /// The labels and values of the documentation's column "Data field".
    private struct ErrorData {
        let members: [(label: String, value: JSON)]

        init(_ members: [(String, JSON)]) {
            self.members = members
        }

        func json(_ form: StoreErrorData) -> JSON {
            switch form {
            case .labelled:
                return .object(members.map { JSON.Member(name: $0.label, value: $0.value) })
            case .positional:
                return .array(
                    members.flatMap { member in
                        if case .array(let values) = member.value { values } else { [member.value] }
                    })
            }
        }
    }

    /// The answer of ASP.NET Web API's authorize filter. A client looks for the word "denied".
    private static func denied(_ status: HTTPResponse.Status, _ rule: Rule) -> Answer {
        var response = webAPI(status, "Authorization has been denied for this request.")
        if status == .unauthorized { response.headerFields[.wwwAuthenticate] = "Bearer" }
        return Answer(response, by: rule)
    }

    private static func badRequest(
        _ name: String, reason: String, details: String, _ form: StoreErrorForm, _ rule: Rule
    ) -> Answer {
        let data = ErrorData([
            ("parameterName", .string(name)), ("reason", .string(reason)),
            ("details", .string(details)),
        ])
        return envelope(
            .badRequest, code: "InvalidParameter", message: "Invalid parameters", data,
            target: name, form, rule)
    }

    /// The envelope of the Store family.
    ///
    /// - Parameter target: the invalid parameter, which other services of the family name.
    private static func envelope(
        _ status: HTTPResponse.Status, code: String, message: String, _ data: ErrorData,
        target: String? = nil, _ form: StoreErrorForm, _ rule: Rule
    ) -> Answer {
        let head: JSON = ["code": .string(code), "data": data.json(form.data), "details": []]
        var tail: JSON = ["message": .string(message), "source": "MTS"]
        var inner: [JSON.Member] = []
        if form.members == .nested {
            if let target {
                tail = .object(tail.members + [JSON.Member(name: "target", value: .string(target))])
            }
            inner = [JSON.Member(name: "innererror", value: .object(head.members + tail.members))]
        }
        let body = JSON.object(head.members + inner + tail.members)
        return Answer(Response(status, json: body), by: rule)
    }

    /// The form of ASP.NET Web API 2's own errors.
    private static func webAPI(_ status: HTTPResponse.Status, _ message: String) -> Response {
        Response(status, json: ["Message": .string(message)])
    }
}

/// The form of errors that the quirks choose.
struct StoreErrorForm {
    let data: StoreErrorData
    let members: StoreErrorMembers

    init(_ quirks: Quirks) {
        data = quirks[StoreErrorData.self]
        members = quirks[StoreErrorMembers.self]
    }
}

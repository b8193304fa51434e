import Emulation
import HTTP
import HTTPTypes
import JSON

/// The errors of the identity service: the words of RFC 6749 section 5.2, and nothing more.
enum AvePointIdentityError: Error {
    case invalidRequest, invalidClient, unsupportedGrantType, unauthorizedClient, invalidScope
    /// A form with a `Content-Encoding`.
    case contentEncoding
    /// A fault ordered the error, or the store failed.
    case failure(HTTPResponse.Status)

    /// The error for an unreadable form.
    init(_ error: ContentError) {
        switch error {
        case .coded: self = .contentEncoding
        case .malformed: self = .invalidRequest
        }
    }

    private var status: HTTPResponse.Status {
        switch self {
        case .contentEncoding: .unsupportedMediaType
        case .failure(let status): status
        default: .badRequest
        }
    }

    private var word: String {
        switch self {
        case .invalidRequest, .contentEncoding: "invalid_request"
        case .invalidClient: "invalid_client"
        case .unsupportedGrantType: "unsupported_grant_type"
        case .unauthorizedClient: "unauthorized_client"
        case .invalidScope: "invalid_scope"
        case .failure(let status): status.tokenError
        }
    }

    private var rule: Rule {
        switch self {
        case .invalidRequest: AvePointIdentityRule.request
        case .invalidClient: AvePointIdentityRule.client
        case .unsupportedGrantType: AvePointIdentityRule.grant
        case .unauthorizedClient: AvePointIdentityRule.otherGrant
        case .invalidScope: AvePointIdentityRule.scope
        case .contentEncoding: AvePointIdentityRule.contentEncoding
        case .failure: AvePointIdentityRule.failure
        }
    }

    var answer: Answer {
        let response = Response(status, json: ["error": .string(word)])
        return Answer(AvePointIdentity.uncached(response), by: rule)
    }
}

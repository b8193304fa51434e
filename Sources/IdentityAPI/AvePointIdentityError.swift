internal import Emulation
internal import HTTP
internal import HTTPTypes
internal import JSON

/// What the identity service refuses: the words of RFC 6749 section 5.2, and nothing more.
internal enum AvePointIdentityError: Error {
    case invalidRequest, invalidClient, unsupportedGrantType, unauthorizedClient, invalidScope
    /// A form that is coded.
    case contentEncoding

    /// What is said of a form that cannot be read.
    init(_ error: ContentError) {
        switch error {
        case .coded: self = .contentEncoding
        case .malformed: self = .invalidRequest
        }
    }

    var answer: Answer {
        let (word, rule) =
            switch self {
            case .invalidRequest: ("invalid_request", AvePointIdentityRule.request)
            case .invalidClient: ("invalid_client", AvePointIdentityRule.client)
            case .unsupportedGrantType: ("unsupported_grant_type", AvePointIdentityRule.grant)
            case .unauthorizedClient: ("unauthorized_client", AvePointIdentityRule.otherGrant)
            case .invalidScope: ("invalid_scope", AvePointIdentityRule.scope)
            case .contentEncoding: ("invalid_request", AvePointIdentityRule.contentEncoding)
            }
        let isCoded = self == .contentEncoding
        let response = Response(
            isCoded ? .unsupportedMediaType : .badRequest, json: ["error": .string(word)])
        return Answer(AvePointIdentity.uncached(response), by: rule)
    }
}

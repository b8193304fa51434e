import HTTPTypes

extension HTTPResponse.Status {
    /// The `error` from sections 4.1.2.1 and 5.2 of RFC 6749 that fits the status best.
    var tokenError: String {
        switch code {
        case 401: "invalid_client"
        case 403: "unauthorized_client"
        case 408, 429, 503, 504: "temporarily_unavailable"
        case 400..<500: "invalid_request"
        default: "server_error"
        }
    }
}

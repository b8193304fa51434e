import JSON

/// What the Model Context Protocol answers to a message that cannot be carried out, with the codes
/// of JSON-RPC 2.0, section 5.1.
enum AgentError: Error {
    case notJSON(String)
    case noRequest(String)
    case unknownMethod(String)
    case invalidParameters(String)
    case unknownResource(String)

    var json: JSON {
        ["code": .integer(code), "message": .string(message)]
    }

    private var code: Int64 {
        switch self {
        case .notJSON: -32700
        case .noRequest: -32600
        case .unknownMethod: -32601
        case .invalidParameters: -32602
        case .unknownResource: -32002
        }
    }

    private var message: String {
        switch self {
        case .notJSON(let reason): "The content is not JSON: \(reason)."
        case .noRequest(let reason): "This is no request: \(reason)."
        case .unknownMethod(let name): "There is no method \(name)."
        case .invalidParameters(let reason): "Invalid parameters: \(reason)."
        case .unknownResource(let uri): "There is no resource \(uri)."
        }
    }
}

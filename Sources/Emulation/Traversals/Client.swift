import HTTP
import HTTPTypes
import JSON
import System

/// Who walks: clients are told apart by their credential.
struct Client: Hashable, Sendable {
    /// Stands for what the client sent, by a key of this process; 0 for a client without a
    /// credential. It is not the credential, and nobody finds the credential by it.
    let credential: Int

    init(_ request: Request) {
        let field = request.headerFields.first { $0.name == .authorization }
        credential = field?.value.hashValue ?? 0
    }

    private init(credential: Int) {
        self.credential = credential
    }

    /// The client behind an access token, which stays the same when it gets another: its id and its
    /// user. Anything else is a client by itself.
    static func owner(of request: Request) -> Client {
        let text = request.credentials?.value(of: "Bearer").map(String.init)
        guard let claims = text.flatMap(JSONWebToken.init)?.claims,
            let id = (claims["appid"] ?? claims["client_id"])?.string
        else { return Client(request) }
        return Client(credential: "\(id) \(claims["upn"]?.string ?? "")".hashValue)
    }
}

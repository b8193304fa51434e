/// The scopes in a request to version 2 of Entra's endpoint, separated by blanks.
struct Scope {
    /// Those that name something of a resource, in the order in which they came.
    let resourceScopes: [String]
    /// Whether it is to be told who the person is.
    let asksForIdentity: Bool
    /// All scopes except the one for a refresh token, which the server never issues.
    let granted: [String]

    /// Those of OpenID Connect, which name no resource. Several libraries always send them.
    private static let ofOpenID = ["openid", "profile", "offline_access"]
    private static let ofApplications = "/.default"

    init(_ text: String) {
        let scopes = text.split(separator: " ").map(String.init)
        resourceScopes = scopes.filter { !Self.ofOpenID.contains($0) }
        asksForIdentity = scopes.contains("openid")
        granted = scopes.filter { $0 != "offline_access" }
    }

    /// The resource that an application requests all its permissions of; nil if it requests
    /// something else.
    var applicationResource: String? {
        guard resourceScopes.count == 1, resourceScopes[0].hasSuffix(Self.ofApplications) else {
            return nil
        }
        return String(resourceScopes[0].dropLast(Self.ofApplications.count))
    }

    /// The resource that a person's client requests something of; nil if there are several.
    var delegatedResource: String? {
        let resources = Set(
            resourceScopes.map { scope in
                scope.lastIndex(of: "/").map { String(scope[..<$0]) } ?? Self.graph
            })
        return resources.isEmpty ? Self.graph : resources.count == 1 ? resources.first : nil
    }

    /// Microsoft Graph, which scopes are of that name no resource.
    static let graph = "00000003-0000-0000-c000-000000000000"
}

import JSON

extension Seed {
    /// A person in the directory of an organization. A text stands for a user with that name.
    public struct User: Sendable, JSONValue {
        /// The user principal name: `ann@contoso.com`.
        public var userName: String
        /// The id of the user in the directory, a GUID.
        public var objectId: String?
        /// What the user signs in with; nil for someone who cannot.
        public var password: String?
        /// Whether the user has left the directory. The seats stay.
        public var isDeleted: Bool

        /// Only `userName` is necessary. What is left out has the default of a seed.
        public init(
            _ userName: String, objectId: String? = nil, password: String? = nil,
            isDeleted: Bool = false
        ) {
            self.userName = userName
            self.objectId = objectId
            self.password = password
            self.isDeleted = isDeleted
        }

        var form: JSON {
            .object(given: [
                "userName": userName, "objectId": objectId, "password": password,
                "isDeleted": isDeleted,
            ])
        }
    }
}

extension Seed.User: ExpressibleByStringLiteral {
    /// A user with this name, and nothing else.
    public init(stringLiteral userName: String) {
        self.init(userName)
    }
}

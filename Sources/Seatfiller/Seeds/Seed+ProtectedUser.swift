import JSON

extension Seed {
    /// A user whom a backup protects.
    public struct ProtectedUser: Sendable, JSONValue {
        /// The id.
        public var id: String
        /// The address.
        public var email: String
        /// The name.
        public var displayName: String?
        /// What is protected.
        public var moduleStatus: [ModuleStatus]

        /// Only `id` and `email` are necessary. What is left out has the default of a seed.
        public init(
            _ id: String, email: String, displayName: String? = nil,
            moduleStatus: [ModuleStatus] = []
        ) {
            self.id = id
            self.email = email
            self.displayName = displayName
            self.moduleStatus = moduleStatus
        }

        var form: JSON {
            .object(given: [
                "id": id, "email": email, "displayName": displayName, "moduleStatus": moduleStatus,
            ])
        }
    }
}

import JSON

extension Seed {
    /// A tenant of a customer, with the seats of its licence.
    public struct Tenant: Sendable, JSONValue {
        /// Whose tenant it is.
        public enum Kind: Int, CaseIterable, Sendable, JSONValue {
            /// Microsoft 365
            case microsoft365 = 0
            /// Salesforce
            case salesforce = 1
            /// Google Workspace
            case google = 2
            /// Dynamics 365
            case dynamics365 = 3
        }

        /// The id, any text.
        public var id: String
        /// The name.
        public var name: String?
        /// Whose tenant it is; of Microsoft 365, if it is left out.
        public var type: Kind?
        /// How many seats there are; 0, if it is left out.
        public var availableUserSeat: Int?
        /// How many of them are taken; 0, if it is left out.
        public var assignedUserSeat: Int?
        /// Whom the backup protects; of Microsoft 365 only.
        public var protectedUsers: [ProtectedUser]

        /// Only `id` is necessary. What is left out has the default of a seed.
        public init(
            _ id: String, name: String? = nil, type: Kind? = nil, availableUserSeat: Int? = nil,
            assignedUserSeat: Int? = nil, protectedUsers: [ProtectedUser] = []
        ) {
            self.id = id
            self.name = name
            self.type = type
            self.availableUserSeat = availableUserSeat
            self.assignedUserSeat = assignedUserSeat
            self.protectedUsers = protectedUsers
        }

        var form: JSON {
            .object(given: [
                "id": id, "name": name, "type": type, "availableUserSeat": availableUserSeat,
                "assignedUserSeat": assignedUserSeat, "protectedUsers": protectedUsers,
            ])
        }
    }
}

import JSON

extension Seed {
    /// An organization of Microsoft Store for Business, which is a tenant of the directory.
    public struct Organization: Sendable, JSONValue {
        /// The tenant's id in the directory; any text, usually a GUID.
        public var tenantId: String
        /// The name that people know it by.
        public var name: String?
        /// The domains by which the tenant is named besides its id: `contoso.com`.
        public var domains: [String]
        /// The people of the directory.
        public var users: [User]
        /// The products that the organization has, each once.
        public var inventory: [InventoryEntry]
        /// Who holds which product.
        public var seats: [Seat]

        /// Only `tenantId` is necessary. What is left out has the default of a seed.
        public init(
            _ tenantId: String, name: String? = nil, domains: [String] = [], users: [User] = [],
            inventory: [InventoryEntry] = [], seats: [Seat] = []
        ) {
            self.tenantId = tenantId
            self.name = name
            self.domains = domains
            self.users = users
            self.inventory = inventory
            self.seats = seats
        }

        var form: JSON {
            .object(given: [
                "tenantId": tenantId, "name": name, "domains": domains, "users": users,
                "inventory": inventory, "seats": seats,
            ])
        }
    }
}

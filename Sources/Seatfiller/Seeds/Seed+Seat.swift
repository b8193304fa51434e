import JSON

extension Seed {
    /// A product that a user holds.
    public struct Seat: Sendable, JSONValue {
        /// Whether a seat counts.
        public enum State: String, CaseIterable, Sendable, JSONValue {
            /// The seat counts.
            case active
            /// The seat was taken back.
            case revoked
        }

        /// The product.
        public var productKey: ProductKey
        /// The name of the user: `ann@contoso.com`.
        public var assignedTo: String
        /// Since when, in ISO 8601; the time of the clock, if it is left out.
        public var dateAssigned: String?
        /// Whether the seat counts; `active`, if it is left out.
        public var state: State?

        /// Only `productKey` and `assignedTo` are necessary. What is left out has the
        /// default of a seed.
        public init(
            _ productKey: ProductKey, assignedTo: String, dateAssigned: String? = nil,
            state: State? = nil
        ) {
            self.productKey = productKey
            self.assignedTo = assignedTo
            self.dateAssigned = dateAssigned
            self.state = state
        }

        var form: JSON {
            .object(given: [
                "productKey": productKey, "assignedTo": assignedTo, "dateAssigned": dateAssigned,
                "state": state,
            ])
        }
    }
}

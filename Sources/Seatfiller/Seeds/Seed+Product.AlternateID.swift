import JSON

extension Seed.Product {
    /// The id of a product elsewhere.
    public struct AlternateID: Sendable, JSONValue {
        /// What an id is.
        public enum Kind: String, CaseIterable, Sendable, JSONValue {
            /// A product of the Windows Store.
            case legacyWindowStoreProductID = "LegacyWindowStoreProductId"
            /// A product of the Windows Phone Store.
            case legacyWindowsPhoneProductID = "LegacyWindowsPhoneProductId"
            /// The product that has taken its place.
            case redirectToThresholdProductID = "RedirectToThresholdProductId"
        }

        /// What the id is.
        public var type: Kind
        /// The id.
        public var value: String

        /// All are necessary.
        public init(
            _ type: Kind, value: String
        ) {
            self.type = type
            self.value = value
        }

        var form: JSON {
            .object(given: [
                "type": type, "value": value,
            ])
        }
    }
}

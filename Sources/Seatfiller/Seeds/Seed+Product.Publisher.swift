import JSON

extension Seed.Product {
    /// Who has made a product.
    public struct Publisher: Sendable, JSONValue {
        /// The name.
        public var publisherName: String?
        /// The URL.
        public var publisherWebsite: String?

        /// Nothing is necessary. What is left out has the default of a seed.
        public init(
            publisherName: String? = nil, publisherWebsite: String? = nil
        ) {
            self.publisherName = publisherName
            self.publisherWebsite = publisherWebsite
        }

        var form: JSON {
            .object(given: [
                "publisherName": publisherName, "publisherWebsite": publisherWebsite,
            ])
        }
    }
}

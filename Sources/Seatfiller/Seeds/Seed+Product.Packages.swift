import JSON

extension Seed.Product {
    /// What a client downloads of a product.
    public struct Packages: Sendable, JSONValue {
        /// The id of the set.
        public var packageSetId: String?
        /// The packages.
        public var productPackages: [Package]

        /// Nothing is necessary. What is left out has the default of a seed.
        public init(
            packageSetId: String? = nil, productPackages: [Package] = []
        ) {
            self.packageSetId = packageSetId
            self.productPackages = productPackages
        }

        var form: JSON {
            .object(given: [
                "packageSetId": packageSetId, "productPackages": productPackages,
            ])
        }
    }
}

import JSON

extension Seed {
    /// What names a product of the Store: `"9NBLGGH4R2R6/0016"` as a literal.
    public struct ProductKey: Sendable, JSONValue {
        /// The product: `9NBLGGH4R2R6`.
        public var productId: String
        /// The stock keeping unit: `0016`.
        public var skuId: String

        /// All are necessary.
        public init(
            productId: String, skuId: String
        ) {
            self.productId = productId
            self.skuId = skuId
        }

        var form: JSON {
            .object(given: [
                "productId": productId, "skuId": skuId,
            ])
        }
    }
}

extension Seed.ProductKey: ExpressibleByStringLiteral {
    /// `productId/skuId`. A text without a slash ends the process.
    public init(stringLiteral key: String) {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            preconditionFailure("write a product as \"9NBLGGH4R2R6/0016\", not \"\(key)\"")
        }
        self.init(productId: String(parts[0]), skuId: String(parts[1]))
    }
}

/// A product in the catalogue of all organizations, and whether the caller owns it.
struct Listing {
    let key: ProductKey
    /// Nil if no organization has it.
    let product: Product?
    /// Whether another SKU of the product exists.
    let isOtherSKUKnown: Bool
    let isOwned: Bool
    let isOffline: Bool

    /// - Throws: a 404 without data.
    var found: Product {
        get throws(StoreError) {
            guard let product else {
                throw .notFoundWithoutData(itemType: "Product", StoreRule.unknownProduct)
            }
            return product
        }
    }

    /// - Throws: a 404 of item type `productId` or `skuId`.
    var named: Product {
        get throws(StoreError) {
            guard let product else {
                throw isOtherSKUKnown
                    ? .notFound(itemType: "skuId", value: key.skuID, StoreRule.unknownLanguage)
                    : .notFound(
                        itemType: "productId", value: key.productID, StoreRule.unknownLanguage)
            }
            return product
        }
    }

    /// - Throws: a 409 with the reason `Not owned`.
    func requireOwned() throws(StoreError) {
        guard isOwned else { throw .conflict(reason: "Not owned", StoreRule.notOwned) }
    }
}

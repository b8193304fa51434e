import HTTP
import JSON

/// A product and one of its SKUs: `ProductKey`.
struct ProductKey: Equatable {
    let productID: String
    let skuID: String

    init(productID: String, skuID: String) {
        self.productID = productID
        self.skuID = skuID
    }

    /// The key in a path.
    ///
    /// - Throws: a 400 naming `productId` or `skuId` if it is invalid.
    init(productID: String, skuID: String, blank: BlankParameter) throws(StoreError) {
        for (name, text) in [("productId", productID), ("skuId", skuID)] {
            try blank.check(text, of: name)
            guard text.utf8.count <= 64, text.utf8.allSatisfy(\.isIdentifierCharacter) else {
                throw .invalidParameter(
                    name,
                    details: "\(name) must be letters and digits, not '\(text.prefix(100))'.",
                    StoreRule.productKey)
            }
        }
        self.init(productID: productID, skuID: skuID)
    }

    /// `ProductId/SkuId`, the form of the error tables.
    var text: String { "\(productID)/\(skuID)" }

    /// In lower case, the form in which keys are compared.
    var folded: [String] { [productID.lowercased(), skuID.lowercased()] }

    var json: JSON { ["productId": .string(productID), "skuId": .string(skuID)] }
}

extension UInt8 {
    fileprivate var isIdentifierCharacter: Bool {
        isLetterOrDigit || "-_.".utf8.contains(self)
    }
}

internal import Emulation
internal import HTTP
internal import JSON
internal import SQLite

// The chapter "Products" of the reference: details, texts by language, packages, licences.
extension StoreForBusiness {
    /// `GET /V1/Products/{productId}/{skuId}`
    func getProductDetails(_ request: Request, _ path: Parameters) throws -> Answer {
        try withProduct(path) { listing in
            Answer(Response(json: try listing.found.details), by: StoreRule.productDetails)
        }
    }

    /// `GET /V1/Products/{productId}/{skuId}/LocalizedDetails/{language}`
    func getLocalizedProductDetails(_ request: Request, _ path: Parameters) throws -> Answer {
        let language = try Language(path["language"])
        return try withProduct(path) { listing in
            let product = try listing.named
            guard let details = product.localizedDetails(in: language.text) else {
                throw StoreError.notFound(
                    itemType: "language", value: language.text, StoreRule.unknownLanguage)
            }
            return Answer(Response(json: details), by: StoreRule.localizedDetails)
        }
    }

    /// `POST /V1/Products/{productId}/{skuId}/OfflineLicense/{contentId}`
    func getOfflineLicense(_ request: Request, _ path: Parameters) throws -> Answer {
        let contentID = path["contentId"]
        guard !contentID.isBlank else {
            throw StoreError.missingParameter("contentId", StoreRule.blankParameter)
        }
        return try withProduct(path) { listing in
            let product = try listing.found
            // A client took a 404 for "only offline apps have one": unknown content comes first.
            guard product.hasContent(contentID) else {
                throw StoreError.notFoundWithoutData(
                    itemType: "Content", StoreRule.unknownContent)
            }
            try listing.requireOwned()
            guard listing.isOffline else {
                throw StoreError.conflict(reason: "Not offline", StoreRule.notOffline)
            }
            guard let license = product.offlineLicense(contentID) else {
                throw StoreError.notFoundWithoutData(
                    itemType: "Content", StoreRule.unknownContent)
            }
            return Answer(Response(json: license), by: StoreRule.offlineLicense)
        }
    }

    /// `GET /V1/Products/{productId}/{skuId}/Packages`
    func getProductPackages(_ request: Request, _ path: Parameters) throws -> Answer {
        try withProduct(path) { listing in
            let product = try listing.found
            try listing.requireOwned()
            return Answer(Response(json: product.packages), by: StoreRule.packages)
        }
    }

    /// `GET /V1/Products/{productId}/{skuId}/Packages/{packageId}`
    func getProductPackage(_ request: Request, _ path: Parameters) throws -> Answer {
        let id = path["packageId"]
        return try withProduct(path, blank: .invalid) { listing in
            let product = try listing.found
            try listing.requireOwned()
            guard let package = product.package(id) else {
                throw StoreError.notFoundWithoutData(
                    itemType: "Package", StoreRule.unknownPackage)
            }
            return Answer(Response(json: package), by: StoreRule.package)
        }
    }

    /// `GET /V1/public/catalog/Retail/Products/{productId}/applockerdata`, which nobody is asked a
    /// token for.
    func getAppLockerData(_ request: Request, _ path: Parameters) throws -> Answer {
        let id = path["productId"]
        return try world.transaction(.read) { store in
            guard let data = try ledger(store).appLockerData(of: id) else {
                throw StoreError.notFoundWithoutData(
                    itemType: "Product", StoreRule.unknownAppLockerData)
            }
            return Answer(Response(json: data), by: StoreRule.appLockerData)
        }
    }

    private func withProduct(
        _ path: Parameters, blank: BlankParameter = .missing,
        _ body: @Sendable (Listing) throws -> Answer
    ) throws -> Answer {
        let key = try productKey(path, blank: blank)
        return try world.transaction(.read) { try body(try ledger($0).listing(key)) }
    }
}

/// What the catalogue of all organizations has under a key, and whether the caller owns it.
internal struct Listing {
    let key: ProductKey
    /// Nil where no organization has it.
    let product: Product?
    /// Whether another SKU of the product is there.
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

/// A language as ISO writes it: `en-us`.
private struct Language {
    let text: String

    /// - Throws: a 400 naming `language`.
    init(_ text: String) throws(StoreError) {
        self.text = text
        guard !text.isBlank else { throw .missingParameter("language", StoreRule.blankParameter) }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isWellFormed =
            (2...3).contains(parts[0].utf8.count)
            && parts.allSatisfy {
                (1...8).contains($0.utf8.count)
                    && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
        guard isWellFormed else {
            throw .invalidParameter(
                "language",
                details:
                    "language must be an ISO language such as en-us, not '\(text.prefix(100))'.",
                StoreRule.language)
        }
    }
}

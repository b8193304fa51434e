import Emulation
import HTTP
import HTTPTypes
import JSON
import SQLite

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
            if let details = product.localizedDetails(in: language.text) {
                return Answer(Response(json: details), by: StoreRule.localizedDetails)
            }
            guard world.quirks[StoreMissingTexts.self] == .id else {
                throw StoreError.notFound(
                    itemType: "language", value: language.text, StoreRule.unknownLanguage)
            }
            return Answer(
                Response(json: product.unnamedDetails(in: language.text)),
                by: StoreRule.missingTexts)
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
            // A client reads a 404 as "only offline apps have one", so unknown content is checked
            // first.
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
            return Answer(
                Response(json: product.packages(servedAt: request.origin)), by: StoreRule.packages)
        }
    }

    /// `GET /V1/Products/{productId}/{skuId}/Packages/{packageId}`
    func getProductPackage(_ request: Request, _ path: Parameters) throws -> Answer {
        let id = path["packageId"]
        return try withProduct(path, blank: .invalid) { listing in
            let product = try listing.found
            try listing.requireOwned()
            guard let package = product.package(id, servedAt: request.origin) else {
                throw StoreError.notFoundWithoutData(
                    itemType: "Package", StoreRule.unknownPackage)
            }
            return Answer(Response(json: package), by: StoreRule.package)
        }
    }

    /// `GET /V1/public/packages/{productId}/{skuId}/{packageId}`, the location of packages that a
    /// seed gives no location. The real locations are on a host of their own, and need no token.
    func downloadPackage(_ request: Request, _ path: Parameters) throws -> Answer {
        let (key, id) = (try productKey(path, blank: .missing), path["packageId"])
        return try world.transaction(.read) { store in
            guard let content = try ledger(store).packageContent(id, of: key) else {
                throw StoreError.notFoundWithoutData(
                    itemType: "Package", StoreRule.packageContent)
            }
            return Answer(content.response(to: request), by: StoreRule.packageContent)
        }
    }

    /// `GET /V1/public/catalog/Retail/Products/{productId}/applockerdata`, which needs no token.
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

package import Emulation

extension StoreRule {
    /// The rules that can decide an answer to each operation, those of its caller first.
    package static let byOperation: [String: [Rule]] = [
        "getInventory": tool + [
            inventory, inventoryFilter, inventoryMaxResults, continuationToken,
        ],
        "getProductDetails": tool + [productDetails, unknownProduct] + key,
        "getLocalizedProductDetails": tool
            + [localizedDetails, missingTexts, language, unknownLanguage] + key,
        "getOfflineLicense": tool
            + [offlineLicense, unknownContent, unknownProduct, notOwned, notOffline] + key,
        "getProductPackages": tool + [packages, unknownProduct, notOwned] + key,
        "getProductPackage": tool + [package, unknownPackage, unknownProduct, notOwned] + key,
        "listSeats": tool
            + [
                seats, maxResults, clampedMaxResults, continuationToken, unknownInventory,
                notOnline,
            ]
            + key,
        "getSeat": tool + [seat, unknownSeat] + oneSeat + key,
        "assignSeat": tool + [assigned, noSeatLeft] + oneSeat + [productKey],
        "reclaimSeat": tool + [reclaimed, reclaimedOfDeleted, unknownSeat] + oneSeat + [productKey],
        "assignSeatsInBulk": tool
            + [bulk, bulkContent, requiredBody, contentEncoding, unknownInventory, notOnline]
            + [productKey],
        "listSeatsOfUser": tool
            + [seatsOfUser, maxResults, clampedMaxResults, continuationToken, userName]
            + [unknownUser],
        "getAppLockerData": [appLockerData, unknownAppLockerData],
        "downloadPackage": [packageContent, productKey],
    ]

    /// Of the caller, who must be a management tool.
    private static let tool = [token, notActivated]
    /// Of the ids of a product and its SKU.
    private static let key = [productKey, blankParameter]
    /// Of the user and the entry of the inventory that a seat belongs to.
    private static let oneSeat = [userName, unknownUser, unknownInventory, notOnline]
}

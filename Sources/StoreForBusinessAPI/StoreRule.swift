package import Emulation

/// The rules of this API.
package enum StoreRule {
    /// Explains the two members `details` of a 400.
    private static let details =
        ". The string data.details is the error tables' \"Details: String\"; the array details "
        + "beside data is the envelope's, inferred from sister services."

    static let route = Rule(
        "store.route",
        "The server returns 404 with ASP.NET Web API's own body when no operation has the path.",
        .inferred, source: "The service's 401 body is Web API 2's; this is that framework's 404.")
    static let method = Rule(
        "store.method",
        "The server returns 405 with Web API's own body when the path is known but the method is "
            + "not. HEAD is one of these methods. Allow lists the declared methods.", .inferred,
        source:
            "The service's 401 body is Web API 2's; this is that framework's 405, whose selector "
            + "of actions maps nothing to HEAD.")
    static let failure = Rule(
        "store.failure",
        "The server returns 500 when its own store fails and no other rule applies.", .inferred,
        source: "The service's 401 body is Web API 2's; this is that framework's 500.")
    static let token = Rule(
        "store.token",
        "The server returns 401 with Web API's own body unless the request carries a token that "
            + "was issued here for a tenant and the Store and is valid now.", .observed,
        source: "A shipping client looks for \"denied\" in Message; the header is inferred.")
    static let notActivated = Rule(
        "store.not-activated",
        "The server returns the same 401 when the organization has not activated the tool, and "
            + "when it does not list the person. Its people need no tool.", .inferred,
        source: "ConfigMgr calls it an authorization error; nothing shows the status. Microsoft's "
            + "PowerShell module calls with the token of a person. That every person of the "
            + "organization may call, and not only its administrators, is chosen.",
        quirk: StoreNotActivated.self)
    static let userName = Rule(
        "store.user-name",
        "The server returns 400 naming userName when the user name is not written user@domain. An "
            + "object id is also accepted when a seat is reclaimed.", .inferred,
        source:
            "Get seats assigned to a user: \"Requires UserPrincipalName (UPN)\", and its 400 row"
            + details,
        quirk: StoreObjectID.self)
    static let unknownUser = Rule(
        "store.unknown-user",
        "The server returns 404 with item type User when the organization does not have the user.",
        .documented, source: "Get seats assigned to a user, error table: 404, Item type: User")
    static let continuationToken = Rule(
        "store.continuation-token",
        "The server returns 400 naming continuationToken when the token was changed, or was issued "
            + "for another user or operation. A blank token means the first page.", .documented,
        source: "Get Inventory, error table: 400, Invalid … continuationToken; the seats' 400 row; "
            + "a client begins with an empty one" + details)
    static let maxResults = Rule(
        "store.seats-of-user.max-results",
        "The server returns 400 naming maxResults when maxResults is less than 1, greater than 100 "
            + "or not a 32-bit integer. A blank value counts as absent.", .inferred,
        source:
            "Get seats assigned to a user: Default = 25, Maximum = 100, which does not say what "
            + "lies outside; Web API 2 binds null to white space" + details,
        quirk: StoreMaxResults.self)
    static let clampedMaxResults = Rule(
        "store.seats-of-user.max-results.clamped",
        "The page holds up to 100 seats when maxResults is greater than 100.", .chosen,
        source: "Inventory has answered maxResults=999 with data; nothing shows it for seats.",
        quirk: StoreMaxResults.self)
    static let seatsOfUser = Rule(
        "store.seats-of-user",
        "The answer lists the user's active seats, oldest first, 25 per page unless maxResults "
            + "says otherwise. It has a continuationToken only if there is a next page.",
        .documented,
        source: "Get seats assigned to a user; the order, and that revoked seats are left out, is "
            + "inferred from Get seats")

    static let productKey = Rule(
        "store.product-key",
        "The server returns 400 naming the id when a product or SKU id contains a character that "
            + "ids do not have.", .inferred,
        source: "Error tables: 400, invalid can include productId, skuId or username" + details)
    static let unknownInventory = Rule(
        "store.unknown-inventory",
        "The server returns 404 with item type Inventory when the product is not in the inventory "
            + "or was removed.", .documented,
        source: "Assign seat, error table: 404, Item type: Inventory")
    static let unknownSeat = Rule(
        "store.unknown-seat",
        "The server returns 404 with item type Seat when the user does not hold the seat.",
        .documented, source: "Get seat, error table: 404, ItemType: Seat")
    static let notOnline = Rule(
        "store.not-online",
        "The server returns 409 with the reason Not online when the product is offline.",
        .documented, source: "Get seats, error table: 409, Reason: Not online")
    static let noSeatLeft = Rule(
        "store.no-seat-left",
        "The server returns 409 when a restricted product has no available seats. An open product "
            + "never runs out.", .inferred,
        source: "InventoryDistributionPolicy; nothing shows the service's own answer.")
    static let inventory = Rule(
        "store.inventory",
        "The answer lists the entries in the order of their declaration, and removed entries only "
            + "on request. It has a continuationToken only if there is a next page.", .documented,
        source: "Get Inventory; the order is chosen")
    static let inventoryFilter = Rule(
        "store.inventory.filter",
        "The server returns 400 naming the parameter when modifiedSince is not an instant or "
            + "licenseTypes is not a licence type. A blank value counts as absent.", .documented,
        source: "Get Inventory, error table: 400, Invalid modified date, license" + details)
    static let inventoryMaxResults = Rule(
        "store.inventory.max-results",
        "The server returns 400 when maxResults is less than 1 or not a 32-bit integer. The page "
            + "holds up to 100 entries when maxResults is greater than 100. A blank value counts "
            + "as absent.", .inferred,
        source: "maxResults=999 returned data in production; no maximum is documented, and what "
            + "lies below 1 is inferred" + details)
    static let seats = Rule(
        "store.seats",
        "The answer lists the product's active seats in the order in which their users were "
            + "declared.", .documented, source: "Get seats; the order is chosen")
    static let seat = Rule(
        "store.seat", "The answer is the user's active seat of the product.", .documented,
        source: "Get seat")
    static let assigned = Rule(
        "store.assign",
        "The answer is the active seat. A user who already holds the seat keeps it with its date.",
        .documented, source: "Assign seat; that a second assignment changes nothing is inferred")
    static let reclaimed = Rule(
        "store.reclaim", "The answer is the revoked seat. Its place is available again.",
        .documented,
        source: "Reclaim seat from user, by DELETE since its page of 2020; the state is inferred")
    static let reclaimedOfDeleted = Rule(
        "store.reclaim.deleted-user",
        "The answer is the revoked seat of a user whom the organization no longer lists. It is "
            + "assigned to the object id in braces if the object id is known.", .observed,
        source: "A published clean-up script strips the braces and reclaims by object id; MDM "
            + "vendors reclaim when an account is deleted.")
    static let bulk = Rule(
        "store.bulk",
        "The server handles each name by itself. failedSeatOperations lists the names that failed, "
            + "each with a reason.", .documented,
        source: "Bulk assign and reclaim seats; the reasons' words are chosen")
    static let bulkContent = Rule(
        "store.bulk.content",
        "The server returns 400 naming the member when the content does not hold 1 to 25 usernames "
            + "and a seatAction.", .inferred,
        source: "Microsoft's own module sends no more than 25 names at once" + details)
    static let contentEncoding = Rule(
        "store.content-encoding",
        "The server returns 415 when the Content-Encoding is not identity. It reads UTF-16 when "
            + "the charset or the byte order mark says so.", .chosen,
        source: "ASP.NET Web API's JsonMediaTypeFormatter decodes nothing.")

    static let requiredBody = Rule(
        "store.request-body.required",
        "The server returns 415 when bulk content is not declared as application/json or "
            + "text/json.", .chosen,
        source: "Web API 2's JSON formatter takes these two; clients leave the type out.",
        quirk: StoreRequestBody.self)

    static let blankParameter = Rule(
        "store.blank-parameter",
        "The server returns 400 with the reason Missing parameter when a parameter holds only "
            + "blanks and the operation's error table has that reason.", .documented,
        source: "Get product details, error table: 400, Reason: Missing parameter" + details)
    static let productDetails = Rule(
        "store.product-details",
        "The answer describes a product of any organization. Text that the seed leaves out is "
            + "empty.", .documented,
        source: "Get product details; that it needs no ownership is inferred")
    static let unknownProduct = Rule(
        "store.unknown-product",
        "The server returns 404 without data when no organization has the product.", .documented,
        source: "Get product details, Get product packages, error tables: 404, data field empty")
    static let localizedDetails = Rule(
        "store.localized-details",
        "The answer is in the requested language, else in another variant of that language, else "
            + "in the product's first language.", .documented,
        source: "Get localized product details: the asked language or the fallback")
    static let language = Rule(
        "store.language",
        "The server returns 400 naming language when the language is not in ISO form.", .documented,
        source: "Get localized product details, error table: 400" + details)
    static let unknownLanguage = Rule(
        "store.unknown-language",
        "The server returns 404 with item type productId, skuId or language when the product, the "
            + "SKU or the texts do not exist.", .documented,
        source: "Get localized product details, error table: 404, Item type: productId, skuId, "
            + "language")
    static let missingTexts = Rule(
        "store.missing-texts",
        "A product of which the seed gives no texts has its id for a name, in the language that is "
            + "asked for.",
        .chosen, source: "Every product of the real service has texts.",
        quirk: StoreMissingTexts.self)
    static let offlineLicense = Rule(
        "store.offline-license", "The answer is the offline licence of the content.", .documented,
        source: "Get offline license")
    static let unknownContent = Rule(
        "store.unknown-content",
        "The server returns 404 when no package and no licence has the content.", .observed,
        source: "A client of 2017 took a 404 for: no offline licence, only offline apps have one.")
    static let notOwned = Rule(
        "store.not-owned",
        "The server returns 409 with the reason Not owned when the organization no longer has the "
            + "product, or only another organization has it.", .documented,
        source: "Get product packages, error table: 409, Reason: Not owned")
    static let notOffline = Rule(
        "store.not-offline",
        "The server returns 409 with the reason Not offline when an offline licence is requested "
            + "for an online product.", .documented,
        source: "Get offline license, error table: 409, Reason: Not offline")
    static let packages = Rule(
        "store.packages",
        "The answer lists the packages of a product that the organization owns, whether online or "
            + "offline.", .documented, source: "Get product packages")
    static let package = Rule(
        "store.package", "The answer is a package of a product that the organization owns.",
        .documented, source: "Get product package")
    static let unknownPackage = Rule(
        "store.unknown-package",
        "The server returns 404 without data when the product does not have the package.",
        .documented, source: "Get product package, error table: 404, data field empty")
    static let packageContent = Rule(
        "store.package-content",
        "A package that the seed gives neither location nor hash leads to the emulator, which "
            + "serves bytes of the size that the seed says, to anyone; the hash is theirs, up to "
            + "16 MiB. A client may ask for a range of them. Another package is a 404.",
        .chosen, source: "The real locations are on a host of their own, and take no token.")
    static let appLockerData = Rule(
        "store.applocker-data",
        "The answer is the publisher's identity. The operation needs no token.", .observed,
        source: "Several instructions of Microsoft's print the answer.")
    static let unknownAppLockerData = Rule(
        "store.unknown-applocker-data",
        "The server returns 404 when the product has no AppLocker data.", .chosen,
        source: "Nothing shows it.")

    package static let all = [
        route, method, failure, token, notActivated, userName, unknownUser, continuationToken,
        maxResults, clampedMaxResults, seatsOfUser, productKey, unknownInventory, unknownSeat,
        notOnline, noSeatLeft, inventory, inventoryFilter, inventoryMaxResults, seats, seat,
        assigned, reclaimed, reclaimedOfDeleted, bulk, bulkContent, requiredBody, contentEncoding,
        blankParameter, productDetails, unknownProduct, localizedDetails, language, unknownLanguage,
        offlineLicense, unknownContent, notOwned, notOffline, packages, package, unknownPackage,
        missingTexts, packageContent, appLockerData, unknownAppLockerData,
    ]
}

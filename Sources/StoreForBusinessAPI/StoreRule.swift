package import Emulation

/// The rules of this API that an answer can rest on.
package enum StoreRule {
    /// What the two members `details` of a 400 are.
    private static let details =
        ". The string data.details is the error tables' \"Details: String\"; the array details "
        + "beside data is the envelope's, inferred from sister services."

    static let route = Rule(
        "store.route", "A path that no operation has is a 404 with ASP.NET Web API's own body.",
        .inferred, source: "The service's 401 body is Web API 2's; this is that framework's 404.")
    static let method = Rule(
        "store.method",
        "A known path with another method, HEAD too, is a 405 with Web API's own body; Allow names "
            + "the methods that are declared.",
        .inferred,
        source:
            "The service's 401 body is Web API 2's; this is that framework's 405, whose selector "
            + "of actions maps nothing to HEAD.")
    static let failure = Rule(
        "store.failure",
        "What the emulator's own store cannot do, and no other rule words, is a 500.",
        .inferred, source: "The service's 401 body is Web API 2's; this is that framework's 500.")
    static let token = Rule(
        "store.token",
        "Without a token that is ours, valid now, meant for the Store and of a tenant it is a 401 "
            + "with Web API's own body.",
        .observed,
        source: "A shipping client looks for \"denied\" in Message; the header is inferred.")
    static let notActivated = Rule(
        "store.not-activated",
        "A tool that the organization has not activated gets the same 401, and so does a person "
            + "whom it does not list; its people need no tool.", .inferred,
        source: "ConfigMgr calls it an authorization error; nothing shows the status. Microsoft's "
            + "PowerShell module calls with the token of a person. That every person of the "
            + "organization may call, and not its administrators alone, is chosen.",
        quirk: StoreNotActivated.self)
    static let userName = Rule(
        "store.user-name",
        "A user name that is not written user@domain is a 400 naming userName; to reclaim a seat "
            + "an object id will do.",
        .inferred,
        source:
            "Get seats assigned to a user: \"Requires UserPrincipalName (UPN)\", and its 400 row"
            + details,
        quirk: StoreObjectID.self)
    static let unknownUser = Rule(
        "store.unknown-user",
        "A user that the organization does not have is a 404 of item type User.",
        .documented, source: "Get seats assigned to a user, error table: 404, Item type: User")
    static let continuationToken = Rule(
        "store.continuation-token",
        "A continuation token that was not issued for this user and operation, or was changed, is "
            + "a 400 naming continuationToken; a blank one means the first page.",
        .documented,
        source: "Get Inventory, error table: 400, Invalid … continuationToken; the seats' 400 row; "
            + "a client begins with an empty one" + details)
    static let maxResults = Rule(
        "store.seats-of-user.max-results",
        "maxResults below 1, above 100 or not a 32-bit integer is a 400 naming maxResults; a blank "
            + "one is an absent one.",
        .inferred,
        source:
            "Get seats assigned to a user: Default = 25, Maximum = 100, which does not say what "
            + "lies outside; Web API 2 binds null to white space" + details,
        quirk: StoreMaxResults.self)
    static let clampedMaxResults = Rule(
        "store.seats-of-user.max-results.clamped",
        "maxResults above 100 gives a page of 100 seats.", .chosen,
        source: "Inventory has answered maxResults=999 with data; nothing shows it for seats.",
        quirk: StoreMaxResults.self)
    static let seatsOfUser = Rule(
        "store.seats-of-user",
        "The active seats of the user, oldest first, 25 a page unless maxResults says otherwise; "
            + "continuationToken is there only if there is a next page.",
        .documented,
        source: "Get seats assigned to a user; the order, and that revoked seats are left out, is "
            + "inferred from Get seats")

    static let productKey = Rule(
        "store.product-key",
        "A product or SKU id of other characters than an id has is a 400 naming it.", .inferred,
        source: "Error tables: 400, invalid can include productId, skuId or username" + details)
    static let unknownInventory = Rule(
        "store.unknown-inventory",
        "A product that is not in the inventory, or was removed, is a 404 of item type Inventory.",
        .documented, source: "Assign seat, error table: 404, Item type: Inventory")
    static let unknownSeat = Rule(
        "store.unknown-seat", "A seat that the user does not hold is a 404 of item type Seat.",
        .documented, source: "Get seat, error table: 404, ItemType: Seat")
    static let notOnline = Rule(
        "store.not-online", "A seat of an offline product is a 409 with the reason Not online.",
        .documented, source: "Get seats, error table: 409, Reason: Not online")
    static let noSeatLeft = Rule(
        "store.no-seat-left",
        "A restricted product without available seats is a 409; an open one never runs out.",
        .inferred, source: "InventoryDistributionPolicy; nothing shows the service's own answer.")
    static let inventory = Rule(
        "store.inventory",
        "The entries in the order of their declaration, without the removed ones unless they are "
            + "asked for; continuationToken is there only if there is a next page.",
        .documented, source: "Get Inventory; the order is chosen")
    static let inventoryFilter = Rule(
        "store.inventory.filter",
        "A modifiedSince that is no instant, or a licenseTypes that is none, is a 400 naming it; "
            + "blank ones are absent ones.",
        .documented,
        source: "Get Inventory, error table: 400, Invalid modified date, license" + details)
    static let inventoryMaxResults = Rule(
        "store.inventory.max-results",
        "maxResults below 1 or not a 32-bit integer is a 400, a blank one is an absent one, and "
            + "above 100 it gives a page of 100.",
        .inferred,
        source: "maxResults=999 returned data in production; no maximum is documented, and what "
            + "lies below 1 is inferred" + details)
    static let seats = Rule(
        "store.seats", "The active seats of the product, in the order of its users' declaration.",
        .documented, source: "Get seats; the order is chosen")
    static let seat = Rule(
        "store.seat", "The active seat that the user holds of the product.", .documented,
        source: "Get seat")
    static let assigned = Rule(
        "store.assign",
        "The seat, active; who holds one already keeps it with its date.", .documented,
        source: "Assign seat; that a second assignment changes nothing is inferred")
    static let reclaimed = Rule(
        "store.reclaim", "The seat, revoked; its place is available again.", .documented,
        source: "Reclaim seat from user, by DELETE since its page of 2020; the state is inferred")
    static let reclaimedOfDeleted = Rule(
        "store.reclaim.deleted-user",
        "The seat of a user whom the organization no longer lists, revoked; it is assigned to the "
            + "object id in braces, where that is known.",
        .observed,
        source: "A published clean-up script strips the braces and reclaims by object id; MDM "
            + "vendors reclaim when an account is deleted.")
    static let bulk = Rule(
        "store.bulk",
        "Each name that fails is in failedSeatOperations with a reason; the others are done.",
        .documented, source: "Bulk assign and reclaim seats; the reasons' words are chosen")
    static let bulkContent = Rule(
        "store.bulk.content",
        "Content without 1 to 25 usernames and a seatAction is a 400 naming what is wrong.",
        .inferred, source: "Microsoft's own module sends no more than 25 names at once" + details)
    static let contentEncoding = Rule(
        "store.content-encoding",
        "Content with a Content-Encoding other than identity is a 415; UTF-16 is read where its "
            + "charset or its mark says so.",
        .chosen, source: "ASP.NET Web API's JsonMediaTypeFormatter decodes nothing.")

    static let requiredBody = Rule(
        "store.request-body.required",
        "Bulk content that is not declared as application/json or text/json is a 415.", .chosen,
        source: "Web API 2's JSON formatter takes these two; clients leave the type out.",
        quirk: StoreRequestBody.self)

    static let blankParameter = Rule(
        "store.blank-parameter",
        "A parameter of blanks only is a 400 with the reason Missing parameter, where the "
            + "operation's table has that reason.",
        .documented,
        source: "Get product details, error table: 400, Reason: Missing parameter" + details)
    static let productDetails = Rule(
        "store.product-details",
        "The details of a product of any organization; text that the seed leaves out is empty.",
        .documented, source: "Get product details; that it needs no ownership is inferred")
    static let unknownProduct = Rule(
        "store.unknown-product", "A product that nobody has is a 404 without data.", .documented,
        source: "Get product details, Get product packages, error tables: 404, data field empty")
    static let localizedDetails = Rule(
        "store.localized-details",
        "The texts in the language, in another of its kind, or in the product's first.",
        .documented, source: "Get localized product details: the asked language or the fallback")
    static let language = Rule(
        "store.language", "A language that is not written as ISO does is a 400 naming it.",
        .documented, source: "Get localized product details, error table: 400" + details)
    static let unknownLanguage = Rule(
        "store.unknown-language",
        "A product, a SKU or texts that are not there are a 404 of item type productId, skuId or "
            + "language.",
        .documented,
        source: "Get localized product details, error table: 404, Item type: productId, skuId, "
            + "language")
    static let missingTexts = Rule(
        "store.missing-texts",
        "A product of which the seed gives no texts has its id for a name, in the language that is "
            + "asked for.",
        .chosen, source: "Every product of the real service has texts.",
        quirk: StoreMissingTexts.self)
    static let offlineLicense = Rule(
        "store.offline-license", "The offline licence of the content.", .documented,
        source: "Get offline license")
    static let unknownContent = Rule(
        "store.unknown-content", "Content that no package and no licence has is a 404.",
        .observed,
        source: "A client of 2017 took a 404 for: no offline licence, only offline apps have one.")
    static let notOwned = Rule(
        "store.not-owned",
        "What the organization no longer has, or another one has, is a 409 with the reason Not "
            + "owned.",
        .documented, source: "Get product packages, error table: 409, Reason: Not owned")
    static let notOffline = Rule(
        "store.not-offline",
        "An offline licence of an online product is a 409 with the reason Not offline.",
        .documented, source: "Get offline license, error table: 409, Reason: Not offline")
    static let packages = Rule(
        "store.packages", "The packages of a product that the organization owns, also online.",
        .documented, source: "Get product packages")
    static let package = Rule(
        "store.package", "One package of a product that the organization owns.", .documented,
        source: "Get product package")
    static let unknownPackage = Rule(
        "store.unknown-package", "A package that the product does not have is a 404 without data.",
        .documented, source: "Get product package, error table: 404, data field empty")
    static let packageContent = Rule(
        "store.package-content",
        "A package that the seed gives neither location nor hash leads to the emulator, which "
            + "serves bytes of the size that the seed says, to anyone; the hash is theirs, up to "
            + "16 MiB. Another is a 404.",
        .chosen, source: "The real locations are on a host of their own, and take no token.")
    static let appLockerData = Rule(
        "store.applocker-data", "The publisher's identity, to anyone.", .observed,
        source: "Several instructions of Microsoft's print the answer.")
    static let unknownAppLockerData = Rule(
        "store.unknown-applocker-data", "A product without AppLocker data is a 404.", .chosen,
        source: "Nothing shows it.")

    package static let all = [
        route, method, failure, token, notActivated, userName, unknownUser, continuationToken,
        maxResults,
        clampedMaxResults,
        seatsOfUser, productKey, unknownInventory, unknownSeat, notOnline, noSeatLeft, inventory,
        inventoryFilter, inventoryMaxResults, seats, seat, assigned, reclaimed,
        reclaimedOfDeleted, bulk, bulkContent, requiredBody,
        contentEncoding, blankParameter, productDetails, unknownProduct, localizedDetails, language,
        unknownLanguage, offlineLicense, unknownContent, notOwned, notOffline, packages, package,
        unknownPackage, missingTexts, packageContent, appLockerData, unknownAppLockerData,
    ]
}

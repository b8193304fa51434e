package import Emulation

/// The rules of this API that an answer can rest on.
package enum StoreRule {
    static let route = Rule(
        "store.route", "A path that no operation has is a 404 with ASP.NET Web API's own body.",
        .inferred, source: "The service's 401 body is Web API 2's; this is that framework's 404.")
    static let method = Rule(
        "store.method",
        "A known path with another method is a 405 with Web API's own body and an Allow header.",
        .inferred, source: "The service's 401 body is Web API 2's; this is that framework's 405.")
    static let userName = Rule(
        "store.seats-of-user.user-name",
        "A user name that is not written user@domain is a 400 naming userName.",
        .inferred,
        source:
            "Get seats assigned to a user: \"Requires UserPrincipalName (UPN)\", and its 400 row",
        quirk: StoreObjectID.self)
    static let unknownUser = Rule(
        "store.seats-of-user.unknown-user",
        "A user that the organization does not have is a 404 of item type User.",
        .documented, source: "Get seats assigned to a user, error table: 404, Item type: User")
    static let continuationToken = Rule(
        "store.seats-of-user.continuation-token",
        "A continuation token that was not issued for this user and operation, or was changed, is "
            + "a 400 naming continuationToken; an empty one means the first page.",
        .documented,
        source: "Get Inventory, error table: 400, Invalid … continuationToken; the seats' 400 row")
    static let maxResults = Rule(
        "store.seats-of-user.max-results",
        "maxResults below 1, above 100 or not a 32-bit integer is a 400 naming maxResults.",
        .documented,
        source: "Get seats assigned to a user: Default = 25, Maximum = 100; its 400 row",
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

    package static let all = [
        route, method, userName, unknownUser, continuationToken, maxResults, clampedMaxResults,
        seatsOfUser,
    ]
}

/// The form of `data` in an error.
package enum StoreErrorData: String, Quirk {
    case labelled, positional

    package static let name = "store.errorData"
    package static let says = """
        Whether the data of an error is an object with the documented labels, or an array of the \
        same values as the Store family prints them.
        """
}

/// What `maxResults` above 100 does.
package enum StoreMaxResults: String, Quirk {
    case reject, clamp

    package static let name = "store.maxResults"
    package static let says = "Whether maxResults above 100 is a 400, or gives a page of 100."
}

/// Whether an object id can stand for a user name.
package enum StoreObjectID: String, Quirk {
    case reject, accept

    package static let name = "store.objectId"
    package static let says = """
        Whether a user can be named by object id, bare or in braces, as the live service took it \
        for deleted users.
        """
}

import Emulation

/// The form of `data` in an error.
package enum StoreErrorData: String, Quirk {
    case labelled, positional

    package static let name = "store.errorData"
    package static let says = """
        Whether the data of an error is an object with the documented labels, or an array of the \
        same values, the form of the Store family.
        """
}

/// Which members an error has.
package enum StoreErrorMembers: String, Quirk {
    case flat, nested

    package static let name = "store.errorMembers"
    package static let says = """
        Whether an error is flat, or repeats itself in innererror and names the invalid parameter \
        in target, as the errors of sister services do.
        """
}

/// What a `maxResults` above 100 does.
package enum StoreMaxResults: String, Quirk {
    case reject, clamp

    package static let name = "store.maxResults"
    package static let says = "Whether a maxResults above 100 is a 400 or gives a page of 100."
}

/// Whether an object id can stand for a user name.
package enum StoreObjectID: String, Quirk {
    case reject, accept

    package static let name = "store.objectId"
    package static let says = """
        Whether an object id, bare or in braces, can stand for a user name everywhere. DELETE, \
        which reclaims a seat, always accepts one.
        """
}

/// The status for a tool that the organization has not activated.
package enum StoreNotActivated: String, Quirk {
    case unauthorized, forbidden

    package static let name = "store.notActivated"
    package static let says = """
        Whether a tool that the organization has not activated gets a 401 or a 403.
        """
}

/// What a product is called if a seed gives it no texts.
package enum StoreMissingTexts: String, Quirk {
    case id, reject

    package static let name = "store.missingTexts"
    package static let says = """
        Whether a product without texts has its id for a name, or its texts are a 404.
        """
}

/// Whether content must be declared as JSON.
package enum StoreRequestBody: String, Quirk {
    case optional, required

    package static let name = "store.requestBody"
    package static let says = """
        Whether content of any media type is read as JSON, or content that is not declared as JSON \
        is a 415.
        """
}

/// What a continuation token says of the place where its page begins.
package enum StorePaging: String, Quirk {
    case keyset, offset

    package static let name = "store.paging"
    package static let says = """
        Whether a continuation token holds the last item of its page, so that changes neither \
        repeat nor hide items, or a number of items, so that changes before it shift the rest.
        """
}

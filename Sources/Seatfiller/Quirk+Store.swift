extension Quirk {
    /// The settings of `store.errorData`.
    public enum StoreErrorData: String, CaseIterable, Sendable {
        /// An object with the documented labels.
        case labelled
        /// An array of the same values.
        case positional
    }

    /// The settings of `store.errorMembers`.
    public enum StoreErrorMembers: String, CaseIterable, Sendable {
        /// The members of the reference.
        case flat
        /// Those, and `innererror` and `target`.
        case nested
    }

    /// The settings of `store.maxResults`.
    public enum StoreMaxResults: String, CaseIterable, Sendable {
        /// A 400.
        case reject
        /// A page of 100.
        case clamp
    }

    /// The settings of `store.objectId`.
    public enum StoreObjectId: String, CaseIterable, Sendable {
        /// A 400, except to `DELETE`.
        case reject
        /// The user with this id.
        case accept
    }

    /// The settings of `store.notActivated`.
    public enum StoreNotActivated: String, CaseIterable, Sendable {
        /// A 401.
        case unauthorized
        /// A 403.
        case forbidden
    }

    /// The settings of `store.missingTexts`.
    public enum StoreMissingTexts: String, CaseIterable, Sendable {
        /// The product is called by its id.
        case id
        /// A 404.
        case reject
    }

    /// The settings of `store.requestBody`.
    public enum StoreRequestBody: String, CaseIterable, Sendable {
        /// Any media type is read as JSON.
        case optional
        /// A 415, unless it is declared as JSON.
        case required
    }

    /// The settings of `store.paging`.
    public enum StorePaging: String, CaseIterable, Sendable {
        /// The last item of the page.
        case keyset
        /// A number of items.
        case offset
    }
}

import JSON

/// How the items of a list are known, and how its pages follow each other.
struct ListKind: Sendable {
    /// `store.listSeatsOfUser`
    let operation: String
    /// The member of a page that holds its items.
    let items: String
    /// The members of an item that tell it from all others, each by its path.
    private let identity: [[String]]
    /// Whether a page is asked for by its number, and not by a token.
    let isNumbered: Bool

    private init(
        _ operation: String, _ items: String, by identity: [[String]], isNumbered: Bool = false
    ) {
        self.operation = operation
        self.items = items
        self.identity = identity
        self.isNumbered = isNumbered
    }

    static let all = [
        ListKind("store.listSeatsOfUser", "seats", by: product),
        ListKind("store.listSeats", "seats", by: [["assignedTo"]]),
        ListKind("store.getInventory", "inventoryEntries", by: product),
        numbered("retrieveTenantSeats", by: "tenantId"),
        numbered("retrieveServices", by: "customerId"),
        numbered("retrieveCustomers", by: "id"),
        numbered("retrieveProtectedUsers", by: "id"),
        numbered("retrieveBackupOverview", by: "serviceType", "serviceModule"),
        numbered("retrieveJobs", by: "jobId"),
        numbered("retrieveScanProfiles", by: "profileId"),
    ]

    private static let product = [["productKey", "productId"], ["productKey", "skuId"]]

    private static func numbered(_ name: String, by identity: String...) -> ListKind {
        ListKind("elements.\(name)", "data", by: identity.map { [$0] }, isNumbered: true)
    }

    /// The parameters of a query that only page: the page and its size.
    var pagingParameters: (page: String, size: String) {
        isNumbered ? ("pageIndex", "pageSize") : ("continuationToken", "maxResults")
    }

    /// Whether the items are the seats of a user, which others can assign and reclaim.
    var isOfSeats: Bool { operation == "store.listSeatsOfUser" }

    /// What an item is known by; nil if it has no such members.
    ///
    /// - Parameter item: an item as the API prints it, one whose members are no longer nested, or
    ///   the identity itself. Case does not matter.
    func identity(of item: JSON) -> String? {
        switch item {
        case .string(let text): return text.lowercased()
        case .integer(let number): return String(number)
        default: break
        }
        var parts: [String] = []
        for path in identity {
            let nested = path.reduce(Optional(item)) { $0?[$1] }
            guard let value = nested ?? path.last.flatMap({ item[$0] }) else { return nil }
            parts.append(value.string ?? value.text)
        }
        return parts.joined(separator: "/").lowercased()
    }
}

/// How a list is paged, and what of its items faults can change.
package struct ListForm: Sendable {
    /// What a client asks for the next page by.
    package enum Pages: String, Sendable {
        case token, numbered
    }

    let pages: Pages
    /// The path of a member of each item that is an enumeration: `state`, or `products.service`.
    /// Nil if items have no such member.
    let enumeration: String?
    /// The members that an item can do without, because they do not name it.
    let optional: [String]

    package init(_ pages: Pages, enumeration: String? = nil, optional: [String] = []) {
        self.pages = pages
        self.enumeration = enumeration
        self.optional = optional
    }

    /// Whether its pages can have a fault.
    func canHave(_ fault: PagingFault) -> Bool {
        switch fault.name {
        case .membersUnknown: enumeration != nil
        case .membersNull: !optional.isEmpty
        default: fault.lists == .all || fault.lists.rawValue == pages.rawValue
        }
    }

    /// The names of the faults that its pages can have.
    var faults: [String] { PagingFault.catalogue.filter { canHave($0) }.map(\.name.rawValue) }
}

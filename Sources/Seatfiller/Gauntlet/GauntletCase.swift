import JSON

/// A way in which paging goes wrong, and what a client has to make of it.
struct GauntletCase: Sendable {
    enum Severity: String, Sendable {
        /// It decides the exit code.
        case must
        /// It does so only with `--strict`, because the reference promises otherwise.
        case should
    }

    /// What a client has to make of a case.
    enum Wanted: String, Sendable {
        /// Every stable item exactly once, and exit code 0.
        case all
        /// That, or another exit code: only silence about what is missing is wrong.
        case allOrError = "all-or-error"
        /// Another exit code than 0.
        case error
        /// An end in time, whatever it says.
        case ends
    }

    /// What goes wrong.
    enum Trouble: Sendable {
        case nothing
        /// The last page has as many items as fit on a page.
        case fullLastPage
        /// The user has no items.
        case noItems
        /// There is no such user.
        case unknownUser
        /// A fault does this; each time, or so many times.
        case fault(JSON, on: Page?, times: Int64?)
        /// The access token dies before each of these pages is answered, where tokens are checked.
        case tokenExpired(pages: ClosedRange<Int64>)
        /// Requests of others before the second page is answered.
        case change(Change, store: Paging)
    }

    /// A page of the client's walk.
    enum Page: Equatable, Sendable {
        case number(Int64)
        case last
    }

    /// A change of the list by others, behind or ahead of the page that the client asks for.
    enum Change: String, CaseIterable, Sendable {
        case reclaimedBehind = "reclaimed-behind"
        case reclaimedAhead = "reclaimed-ahead"
        case assignedBehind = "assigned-behind"
        case assignedAhead = "assigned-ahead"
    }

    /// The settings of the quirk `store.paging`.
    enum Paging: String, Sendable {
        case keyset, offset
    }

    /// `page-short@2`
    let name: String
    let wanted: Wanted
    let severity: Severity
    let trouble: Trouble

    init(
        _ name: String, wants wanted: Wanted, _ trouble: Trouble, _ severity: Severity = .must
    ) {
        self.name = name
        self.wanted = wanted
        self.severity = severity
        self.trouble = trouble
    }

    /// Whether it needs a server that checks access tokens.
    var needsTokens: Bool {
        if case .tokenExpired = trouble { true } else { false }
    }

    /// The name of the world in which it happens.
    var world: String { name.replacing("@", with: ".") }
}

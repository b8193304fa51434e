/// An entry of the catalogue of faults of paging.
package struct PagingFault: Sendable {
    package enum Name: String, CaseIterable, Sendable {
        case tokenExpired = "token-expired"
        case tokenOneShot = "token-one-shot"
        case tokenRepeats = "token-repeats"
        case tokenRestarts = "token-restarts"
        case tokenAtEnd = "token-at-end"
        case tokenNull = "token-null"
        case tokenEmpty = "token-empty"
        case tokenNeedsEscaping = "token-needs-escaping"
        case tokenLong = "token-long"
        case pageEmpty = "page-empty"
        case pageShort = "page-short"
        case pageLong = "page-long"
        case pageOverlaps = "page-overlaps"
        case pageSkips = "page-skips"
        case pageShuffled = "page-shuffled"
        case membersUnknown = "members-unknown"
        case membersNull = "members-null"
        case totalZero = "total-zero"
        case totalHigh = "total-high"
        case totalLow = "total-low"
        case totalMissing = "total-missing"
        case metadataMissing = "metadata-missing"
        case pastEndRepeats = "past-end-repeats"
    }

    /// The lists that can have a fault.
    package enum Lists: String, Sendable {
        case token, numbered, all
    }

    /// The pages that can have a fault. On any other page the fault does not act.
    package enum Pages: String, Sendable {
        case any
        /// A page before which there is another.
        case notFirst = "not-first"
        /// A page behind which there is another.
        case notLast = "not-last"
        case last
        /// A page behind the last one.
        case pastEnd = "past-end"
    }

    /// A number that a fault takes.
    package struct Parameter: Sendable {
        package let name: String
        /// Nil if the default depends on the page.
        package let standard: Int64?
        package let range: ClosedRange<Int64>

        static func count(_ standard: Int64?) -> Parameter {
            Parameter(name: "count", standard: standard, range: 1...1000)
        }

        static let kilobytes = Parameter(name: "kilobytes", standard: 8, range: 1...48)
    }

    package let name: Name
    package let lists: Lists
    package let pages: Pages
    package let parameter: Parameter?
    /// One sentence about the answer.
    package let says: String

    private init(
        _ name: Name, _ lists: Lists, _ pages: Pages, _ says: String,
        taking parameter: Parameter? = nil
    ) {
        self.name = name
        self.lists = lists
        self.pages = pages
        self.parameter = parameter
        self.says = says
    }

    /// All faults of paging, in the order of the documentation.
    package static let catalogue = [
        PagingFault(
            .tokenExpired, .token, .notLast,
            "The token that the page issues is refused when it is used, with the API's own 400."),
        PagingFault(
            .tokenOneShot, .token, .notLast,
            "The token that the page issues is good once; a second use is the API's own 400."),
        PagingFault(
            .tokenRepeats, .token, .any,
            "The page has the token that it was asked with; on page 1, a token that leads to page "
                + "1."),
        PagingFault(
            .tokenRestarts, .token, .last, "The last page has a token, which leads to page 1."),
        PagingFault(
            .tokenAtEnd, .token, .last,
            "The last page has a token, which leads to a page without items and without a token."),
        PagingFault(
            .tokenNull, .token, .last, "The last page has the member for the token, as null."),
        PagingFault(
            .tokenEmpty, .token, .last,
            "The last page has the member for the token, as an empty text."),
        PagingFault(
            .tokenNeedsEscaping, .token, .notLast,
            "The token that the page issues contains + / = & % # and a space, and is good when it "
                + "comes back whole."),
        PagingFault(
            .tokenLong, .token, .notLast,
            "The token that the page issues has this many kilobytes, and is good.",
            taking: .kilobytes),
        PagingFault(
            .pageEmpty, .all, .any,
            "The page has no items, and more follow: its items come on the next page."),
        PagingFault(
            .pageShort, .all, .any,
            "The page has this many items fewer, half of them by default, and the rest follows.",
            taking: .count(nil)),
        PagingFault(
            .pageLong, .all, .notLast,
            "The page has this many items more than asked for, and none of them comes again.",
            taking: .count(1)),
        PagingFault(
            .pageOverlaps, .all, .notFirst,
            "The page begins with this many items of the page before.",
            taking: .count(1)),
        PagingFault(
            .pageSkips, .all, .any,
            "This many items at the beginning of the page are left out and never come.",
            taking: .count(1)),
        PagingFault(
            .pageShuffled, .all, .any,
            "The items of the page have another order, the same for the same seed."),
        PagingFault(
            .membersUnknown, .all, .any,
            "Each item has a member and a value of an enumeration that no reference names."),
        PagingFault(.membersNull, .all, .any, "The optional members of each item are null."),
        PagingFault(.totalZero, .numbered, .any, "The total is 0."),
        PagingFault(.totalHigh, .numbered, .any, "The total is larger by one page."),
        PagingFault(.totalLow, .numbered, .any, "The total is smaller by one page."),
        PagingFault(.totalMissing, .numbered, .any, "The total is not there."),
        PagingFault(.metadataMissing, .numbered, .any, "The page has no metadata."),
        PagingFault(
            .pastEndRepeats, .numbered, .pastEnd, "A page behind the last is the last one again."),
    ]

    /// The entry of a name, or nil if there is none.
    static func named(_ name: String) -> PagingFault? {
        catalogue.first { $0.name.rawValue == name }
    }
}

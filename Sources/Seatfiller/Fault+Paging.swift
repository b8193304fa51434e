import Emulation
import JSON

extension Fault {
    /// What is wrong with a page. `GET /__admin/faults/catalogue` says which operations can have
    /// which. On a page that cannot have it, the fault does not act.
    public enum Paging: Hashable, Sendable {
        /// The token that the page issues is refused when it is used, with the API's own 400.
        case tokenExpired
        /// The token that the page issues is good once; a second use is the API's own 400.
        case tokenOneShot
        /// The page has the token that it was asked with; on page 1, a token that leads to page 1.
        case tokenRepeats
        /// The last page has a token, which leads to page 1.
        case tokenRestarts
        /// The last page has a token, which leads to a page without items and without a token.
        case tokenAtEnd
        /// The last page has the member for the token, as null.
        case tokenNull
        /// The last page has the member for the token, as an empty text.
        case tokenEmpty
        /// The token that the page issues contains + / = & % # and a space, and is good when it
        /// comes back whole.
        case tokenNeedsEscaping
        /// The token that the page issues has this many kilobytes, and is good.
        case tokenLong(kilobytes: Int = 8)
        /// The page has no items, and more follow: its items come on the next page.
        case pageEmpty
        /// The page has this many items fewer, half of them by default, and the rest follows.
        case pageShort(count: Int? = nil)
        /// The page has this many items more than asked for, and none of them comes again.
        case pageLong(count: Int = 1)
        /// The page begins with this many items of the page before.
        case pageOverlaps(count: Int = 1)
        /// This many items at the beginning of the page are left out and never come.
        case pageSkips(count: Int = 1)
        /// The items of the page have another order, the same for the same seed.
        case pageShuffled
        /// Each item has a member and a value of an enumeration that no reference names.
        case membersUnknown
        /// The optional members of each item are null.
        case membersNull
        /// The total is 0.
        case totalZero
        /// The total is larger by one page.
        case totalHigh
        /// The total is smaller by one page.
        case totalLow
        /// The total is not there.
        case totalMissing
        /// The page has no metadata.
        case metadataMissing
        /// A page behind the last is the last one again.
        case pastEndRepeats
    }
}

extension Fault.Paging {
    /// Its members of `do`.
    var form: JSON {
        .object(given: [
            "paging": name.rawValue, "count": count, "kilobytes": kilobytes,
        ])
    }

    /// The entry of the catalogue.
    var name: PagingFault.Name {
        switch self {
        case .tokenExpired: .tokenExpired
        case .tokenOneShot: .tokenOneShot
        case .tokenRepeats: .tokenRepeats
        case .tokenRestarts: .tokenRestarts
        case .tokenAtEnd: .tokenAtEnd
        case .tokenNull: .tokenNull
        case .tokenEmpty: .tokenEmpty
        case .tokenNeedsEscaping: .tokenNeedsEscaping
        case .tokenLong: .tokenLong
        case .pageEmpty: .pageEmpty
        case .pageShort: .pageShort
        case .pageLong: .pageLong
        case .pageOverlaps: .pageOverlaps
        case .pageSkips: .pageSkips
        case .pageShuffled: .pageShuffled
        case .membersUnknown: .membersUnknown
        case .membersNull: .membersNull
        case .totalZero: .totalZero
        case .totalHigh: .totalHigh
        case .totalLow: .totalLow
        case .totalMissing: .totalMissing
        case .metadataMissing: .metadataMissing
        case .pastEndRepeats: .pastEndRepeats
        }
    }

    private var count: Int? {
        switch self {
        case .pageShort(let count): count
        case .pageLong(let count), .pageOverlaps(let count), .pageSkips(let count): count
        default: nil
        }
    }

    private var kilobytes: Int? {
        if case .tokenLong(let kilobytes) = self { kilobytes } else { nil }
    }
}

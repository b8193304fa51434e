package import JSON

/// A page of a list whose pages are found by tokens.
///
/// An API adds the items of the list in their order, from the page's beginning on, until no more
/// are wanted. Faults decide here which of them the page has, and what token it has.
package struct TokenPage<Position: Sendable>: Sendable {
    private let size: Int
    private let form: PageForm?
    private let wanted: Int
    private var items: [(json: JSON, item: Item, position: Position)] = []
    /// How many of the first items stand before the page.
    private var before = 0

    /// - Parameter form: what faults ask of the page; nil if no fault acts.
    package init(size: Int, in form: PageForm? = nil) {
        self.size = size
        self.form = form
        wanted = size + (form?.more ?? 0)
    }

    /// How many items before the page are to be added first, if there are as many.
    package var back: Int { form?.back ?? 0 }

    /// Says how many of the items that follow stand before the page.
    package mutating func begin(before: Int) {
        self.before = before
    }

    /// - Returns: whether another item is wanted. An item beyond the page only shows that there is
    ///   a next page.
    package mutating func add(_ json: JSON, _ item: Item, at position: Position) -> Bool {
        items.append((json, item, position))
        return items.count - before <= wanted
    }

    /// The page after all items have been added.
    package var made: Made {
        let room = PageFault.Room(
            size: size, page: form?.page, before: before, ahead: items.count - before)
        let (fault, cut, index) = form?.choose(from: room) ?? (nil, room.plain, nil)
        let kept = items[(before + cut.start)..<(before + cut.end)]
        var made = Made(
            items: kept.map(\.json), identities: kept.map(\.item), isLast: room.ahead <= cut.end)
        made.end = cut.end
        // The place behind the last item, in the order of the list.
        made.last = items[..<(before + cut.end)].last.flatMap { cut.end > 0 ? $0.position : nil }
        if let form, let fault {
            fault.change(&made.items, of: form.list, page: form.page)
            made.fault = fault
        }
        made.report = form.map { _ in PageReport(fault: index, isEmptied: fault?.name == .pageEmpty)
        }
        return made
    }

    /// The items of a page, and where the next page begins.
    package struct Made: Sendable {
        package fileprivate(set) var items: [JSON]
        /// What the items are, in the order of the list.
        package let identities: [Item]
        fileprivate let isLast: Bool
        fileprivate var end = 0
        fileprivate var last: Position?
        fileprivate var fault: PageFault?
        /// For the answer; nil if no fault was asked for.
        package fileprivate(set) var report: PageReport?

        /// The token of the page.
        ///
        /// - Parameters:
        ///   - key: the token of the request; nil for a first page.
        ///   - seal: makes a token that leads to a place.
        package func token(
            askedWith key: String?, seal: (PagePlace<Position>, TokenForm) throws -> String
        ) rethrows -> NextToken {
            let behind: PagePlace<Position> = last.map { .after($0, count: end) } ?? .here
            switch fault?.name {
            case .tokenRepeats: return .token(try key ?? seal(.beginning, .plain))
            case .tokenRestarts: return .token(try seal(.beginning, .plain))
            case .tokenAtEnd: return .token(try seal(behind, .plain))
            case .tokenNull: return .null
            case .tokenEmpty: return .token("")
            default:
                return isLast ? .none : .token(try seal(behind, fault?.tokenForm ?? .plain))
            }
        }
    }
}

/// Where the page of a token begins.
package enum PagePlace<Position: Sendable>: Sendable {
    /// Where page 1 begins.
    case beginning
    /// Where the present page begins.
    case here
    /// Behind an item, which is the `count`th from the beginning of the present page.
    case after(Position, count: Int)
}

/// The token that a page has for the next one.
package enum NextToken: Equatable, Sendable {
    /// The page has no member for it.
    case none
    case null
    case token(String)

    /// What leads to another page, or nil.
    package var key: String? {
        if case .token(let text) = self, !text.isEmpty { text } else { nil }
    }
}

package import SQLite
import System

/// The page of a list that an answer holds.
package final class ServedPage: Sendable {
    /// The values of the list's condition.
    let values: [Value]
    /// In the order of the page.
    package let items: [Item]
    /// From 1 on; nil if only the walk tells.
    let number: Int64?
    let size: Int64
    /// What the request named the page by.
    let asked: PageName
    /// The token of the next page.
    let next: Fingerprint?
    /// The number of the last page, if pages have numbers.
    let last: Int64?
    /// Whether the page says rightly whether there is another.
    let tellsEnd: Bool

    /// A page of a list whose pages lead to the next by a token.
    ///
    /// - Parameters:
    ///   - values: of the list's condition.
    ///   - number: of the page, from 1 on; nil if the request does not say.
    ///   - token: what the request named the page by; nil for the first.
    ///   - next: the token of the next page; nil for the last.
    package init(
        of values: [Value], items: [Item], number: Int? = nil, size: Int, token: String?,
        next: String?
    ) {
        self.values = values
        self.items = items
        self.number = token == nil ? 1 : number.map { Int64($0) }
        self.size = Int64(size)
        asked = token.map { .token(Fingerprint($0)) } ?? .first
        self.next = next.map { Fingerprint($0) }
        last = nil
        tellsEnd = true
    }

    /// A page of a list whose pages have numbers.
    ///
    /// - Parameters:
    ///   - count: how many items the page leads its client to.
    ///   - tellsTotal: whether the page says rightly how many items the list has.
    package init(
        of values: [Value], items: [Item], number: Int64, size: Int64, count: Int64,
        tellsTotal: Bool
    ) {
        self.values = values
        self.items = items
        self.number = number
        self.size = size
        asked = PageName(number: number)
        next = nil
        last = max(1, count / size + (count % size == 0 ? 0 : 1))
        tellsEnd = tellsTotal
    }

    private init(_ page: ServedPage, items: [Item]) {
        values = page.values
        self.items = items
        number = page.number
        size = page.size
        asked = page.asked
        next = page.next
        last = page.last
        tellsEnd = page.tellsEnd
    }

    /// The page with other items, as a fault makes it.
    package func serving(_ items: [Item]) -> ServedPage { ServedPage(self, items: items) }

    /// Whether the page leads to another.
    var hasNext: Bool { next != nil || last.map { number ?? $0 < $0 } == true }

    /// About as many bytes as a traversal takes for it.
    var byteCount: Int { 32 + 8 * items.count }
}

/// What a request names a page by.
enum PageName: Hashable, Sendable {
    case first
    case token(Fingerprint)
    /// Another number than 1, which may be less.
    case number(Int64)

    init(number: Int64) {
        self = number == 1 ? .first : .number(number)
    }
}

extension Fingerprint {
    init(_ text: String) {
        self.init()
        combine(text)
    }
}

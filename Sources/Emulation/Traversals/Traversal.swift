import HTTP
import SQLite
import System

/// A walk of one client along one list: its requests in the order of their answers.
package struct Traversal: Sendable {
    /// The id of its first request in the journal.
    let id: Int64
    let operation: String
    private let rawParameters: Parameters
    /// The parameters of its path, without secrets.
    var parameters: Parameters { Redaction.parameters(rawParameters) }
    let list: AskedList
    /// Who walks, and with which credential it began.
    let owner: Client
    /// The values of the list's condition; nil until a page is served.
    private(set) var values: [Value]?
    /// Most walks have one page, which needs no array.
    private(set) var first: Visit
    private var others: [Visit] = []
    /// How many pages came in full, and how many items they had.
    private(set) var pageCount = 0
    private(set) var itemCount = 0
    private(set) var hasReachedEnd = false
    /// Whether its pages are of several lists, because what its path names became another.
    private(set) var isMixed = false
    /// Whether it began with a token that this list has not issued here.
    let beganElsewhere: Bool
    /// Whether so many walks along its path may have gone on that some requests may be of others.
    var isCrowded = false { didSet { counted = nil } }
    /// Whether it alone takes more than all may take. Then only its last request is kept.
    private(set) var isTooLong = false
    /// Whether it has gone on since room was last made.
    var isFresh = false
    private(set) var byteCount: Int
    /// What has been counted, and of how many requests.
    private var counted: (counts: ItemCounts, visitCount: Int)?

    init(_ id: Int64, _ step: Step, beganElsewhere: Bool) {
        self.id = id
        self.beganElsewhere = beganElsewhere
        operation = step.operation
        rawParameters = step.parameters
        list = step.list
        owner = step.client
        first = step.visit
        byteCount = MemoryLayout<Traversal>.stride + 32 + first.items.count * 8
        take(first, step.page)
    }

    var visitCount: Int { isTooLong ? pageCount : others.count + 1 }

    var last: Visit { others.last ?? first }

    /// All requests that are kept.
    var visits: [Visit] { isTooLong ? [last] : [first] + others }

    /// The change of the world's data that its first page was read behind.
    var since: Int {
        first.isServed ? first.since : others.first { $0.isServed }?.since ?? 0
    }

    /// The last change of the world's data that its last page may hold.
    var until: Int {
        others.reduce(first.isServed ? first.until : 0) { $1.isServed ? max($0, $1.until) : $0 }
    }

    mutating func append(_ visit: Visit, _ page: ServedPage?) {
        if visit.leaves(last.wait) { leaveLast() }
        others.append(visit)
        byteCount += visit.byteCount
        take(visit, page)
        if isTooLong { shorten() }
        isFresh = true
    }

    private mutating func take(_ visit: Visit, _ page: ServedPage?) {
        guard let page, visit.isServed else { return }
        if let values, values != page.values { isMixed = true }
        values = values ?? page.values
        pageCount += 1
        itemCount += visit.items.count
        if !visit.hasNext { hasReachedEnd = true }
    }

    /// Forgets the answer to the last request.
    private mutating func leaveLast() {
        var visit = last
        byteCount -= visit.byteCount
        if visit.isServed {
            pageCount -= 1
            itemCount -= visit.items.count
        }
        visit.leave()
        byteCount += visit.byteCount
        if others.isEmpty { first = visit } else { others[others.count - 1] = visit }
        hasReachedEnd = visits.contains { $0.isServed && !$0.hasNext }
    }

    /// Keeps the last request only.
    mutating func shorten() {
        var last = last
        last.items = []
        others = [last]
        isTooLong = true
        counted = nil
        byteCount = MemoryLayout<Traversal>.stride + last.byteCount
    }

    /// Forgets everything, as room is needed for others.
    mutating func empty() {
        first.items = []
        others = []
        values = nil
        byteCount = 0
    }

    // MARK: How it goes on

    /// Whether it has asked for the first page of its list, and got none yet.
    var waitsForFirst: Bool { pageCount == 0 && !beganElsewhere && first.asked == .first }

    /// Whether a token is of this walk: it led to a page, or the walk began with it.
    func hasIssued(_ token: Fingerprint) -> Bool {
        first.asked == .token(token) || first.next == token
            || others.contains { $0.next == token }
    }

    /// The number of the page that a token leads to; 0 if nobody knows.
    func number(behind token: Fingerprint) -> Int64 {
        let visit = others.last { $0.next == token } ?? first
        guard visit.next == token, visit.number > 0 else {
            return visit.asked == .token(token) ? visit.number : 0
        }
        return visit.number.saturatingAdd(1)
    }

    // MARK: What has been counted

    /// What has been counted of the requests up to now; nil if it has gone on since.
    var counts: ItemCounts? {
        get {
            guard let counted, counted.visitCount == visitCount else { return nil }
            return counted.counts
        }
        set { counted = newValue.map { ($0, visitCount) } }
    }
}

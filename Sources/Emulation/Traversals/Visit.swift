import System

/// A request of a traversal and its answer.
struct Visit: Sendable {
    /// The id of its entry in the journal.
    var entry: Int64 = 0
    /// When it came, by the world's clock.
    let at: Instant
    /// When it came, in microseconds of the process.
    let began: Int64
    /// How long its answer took, with the delay of a fault.
    let took: Int64
    /// Its connection; 0 without a server.
    let connection: UInt64
    let credential: Int
    /// Stands for the target and the content, as the client wrote them.
    let wording: Fingerprint
    let asked: PageName
    /// The number of the page, from 1 on; 0 if nobody knows.
    var number: Int64
    /// 0 if the client got none.
    private(set) var status: Int32
    /// The seconds of `Retry-After`, or -1.
    private(set) var retryAfter: Int32
    /// The size of the page; 0 if it was not served.
    let size: Int32
    /// Whether the page came in full.
    private(set) var isServed: Bool
    /// Whether it leads to another page.
    private(set) var hasNext: Bool
    /// Whether the client asked again before the answer had come, and so waited for it no longer.
    private(set) var wasLeft = false
    /// Whether the token was refused, and is not of this list.
    var isForeign = false
    /// The token of the next page.
    private(set) var next: Fingerprint?
    /// The number of the last page; 0 if pages have no numbers, or the page was not served.
    private(set) var last: Int64
    /// Whether the page said rightly whether there is another.
    let tellsEnd: Bool
    var items: [Item]
    /// Its page holds every change up to this position of the world's changes…
    let since: Int
    /// …and none behind this one.
    let until: Int

    /// How its client waited for the answer.
    var wait: PageWait { PageWait(connection: connection, asked: asked, until: began + took) }

    /// Whether its client has given up another request for the same page, whose answer was yet to
    /// come. Without a server nobody waits.
    func leaves(_ other: PageWait) -> Bool {
        connection > 0 && connection != other.connection && asked == other.asked
            && began < other.until
    }

    /// Forgets the answer, which nobody has read.
    mutating func leave() {
        wasLeft = true
        (status, retryAfter, isServed, hasNext) = (0, -1, false, false)
        (next, last, items) = (nil, 0, [])
    }

    /// About as many bytes as it takes.
    var byteCount: Int { MemoryLayout<Visit>.stride + 32 + 8 * items.count }

    /// Whether trying again may help.
    var isWorthRetrying: Bool { !isServed && (status < 400 || status == 429 || status >= 500) }
}

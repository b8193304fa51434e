import System

/// Finds what a client did along one traversal, from its requests in their order.
struct Findings {
    private let traversal: Traversal
    private let paging: List.Paging
    private var found: [Finding] = []
    /// How often each was found.
    private var counts: [Finding.Code: Int] = [:]

    /// The pages that came in full, and how often.
    private var answered: [PageName: Int] = [:]
    /// How often each page was asked for.
    private var asked: [PageName: Int] = [:]
    /// The latest refusal of each page.
    private var refused: [PageName: Visit] = [:]
    private var credentials: Set<Int> = []
    private var latest: Visit?
    private var size: Int32 = 0
    /// The number of the last page that an answer has led to.
    private var lastNumber: Int64 = 0
    /// Whether an answer has told the client that there is no other page.
    private var wasToldEnd = false
    /// When all answers until then had come.
    private var end = Int64.min

    init(of traversal: Traversal, _ paging: List.Paging) {
        self.traversal = traversal
        self.paging = paging
        // What came before the last request would be missing, or others have asked for it.
        guard !traversal.isTooLong, !traversal.isCrowded else { return }
        for visit in traversal.visits { take(visit) }
        let pageCount = traversal.pageCount
        if pageCount > 2, credentials.count >= pageCount, !credentials.contains(0) {
            add(.tokenPerPage, 1, "Each of \(pageCount) pages was asked for with another token.")
        }
    }

    /// What was found, once each, in the order in which it first happened.
    ///
    /// - Parameters:
    ///   - ending: how the traversal has ended.
    ///   - restart: the id of the traversal that has begun the list anew.
    ///   - missed: how many items were not read; nil if nobody knows.
    func findings(
        _ ending: Traversal.Ending, restart: Int64?, missed: Int?
    ) -> [Finding] {
        guard !traversal.isCrowded else { return [] }
        var all = found.map { finding in
            let count = counts[finding.code] ?? 1
            guard count > 1 else { return finding }
            return Finding(
                code: finding.code, page: finding.page,
                detail: "\(finding.detail) It happened \(count) times.")
        }
        if let last = finding(ending, restart, missed) { all.append(last) }
        return all
    }

    private func finding(
        _ ending: Traversal.Ending, _ restart: Int64?, _ missed: Int?
    ) -> Finding? {
        let last = traversal.last
        let left = missed.map { " \(Self.items($0)) not read." } ?? ""
        switch ending {
        case .abandoned:
            let furthest = furthest
            let detail =
                furthest.last > 0
                ? "Page \(furthest.number) of \(furthest.last) was the last that was asked for."
                : "\(furthest.title) had a \(paging.page); it was never asked for."
            return Finding(code: .abandoned, page: furthest.page, detail: detail + left)
        case .restarted:
            let detail =
                "Page 1 was asked for again before the end, with request "
                + "\(restart ?? 0)."
            return Finding(code: .restarted, page: last.page, detail: detail + left)
        case .refused where [429, 503].contains(last.status) && last.retryAfter >= 0:
            return Finding(
                code: .neverRetried, page: last.page,
                detail: "\(last.title) was a \(last.status) with a Retry-After of "
                    + "\(last.retryAfter) s; it was never asked for again." + left)
        case .refused, .reached, .running: return nil
        }
    }

    /// The page that nobody went on from, which need not be the last that was asked for: a client
    /// may have asked for an earlier page again.
    private var furthest: Visit {
        let served = traversal.visits.filter(\.isServed)
        let open = served.last { visit in visit.next.map { asked[.token($0)] == nil } ?? false }
        return open ?? served.max { $0.number < $1.number } ?? traversal.last
    }

    private static func items(_ count: Int) -> String {
        count == 1 ? "1 item was" : "\(count) items were"
    }

    private mutating func add(
        _ code: Finding.Code, _ page: Int64?, _ detail: @autoclosure () -> String
    ) {
        counts[code, default: 0] += 1
        guard counts[code] == 1 else { return }
        found.append(Finding(code: code, page: page, detail: detail()))
    }

    // MARK: A request

    private mutating func take(_ visit: Visit) {
        let (page, paging, size) = (visit.page, paging, size)
        checkPage(visit)
        checkRetry(visit)
        if visit.connection > 0, visit.began < end, latest?.connection != visit.connection {
            add(.parallel, page, "\(visit.title) was asked for before the answer before had come.")
        }
        if !visit.wasLeft { end = max(end, visit.began + visit.took) }
        if visit.isServed {
            if size > 0, visit.size != size {
                add(
                    .sizeChanged, page,
                    "\(visit.title) was asked for with \(paging.size ?? "a size of") \(visit.size) "
                        + "instead of \(size).")
            }
            if size == 0 { self.size = visit.size }
            answered[visit.asked, default: 0] += 1
            lastNumber = max(lastNumber, visit.lastNumber)
            wasToldEnd = wasToldEnd || visit.tellsItsEnd
            credentials.insert(visit.credential)
        }
        latest = visit
    }

    private mutating func checkPage(_ visit: Visit) {
        let (page, paging, lastNumber) = (visit.page, paging, lastNumber)
        asked[visit.asked, default: 0] += 1
        if visit.isForeign {
            add(.foreignToken, page, "A \(paging.page) was sent that this list has not issued.")
            if wasToldEnd { add(.askedOn, page, "More was asked for behind the last page.") }
            return
        }
        if answered[visit.asked] != nil {
            add(
                .repeatedPage, page,
                "\(visit.title) was asked for again, though it had come in full."
            )
        }
        if case .token = visit.asked, visit.isServed, answered[visit.asked] == 3 {
            add(.looped, page, "The page of one \(paging.page) was served more than three times.")
        }
        guard case .number(let number) = visit.asked else { return }
        let before = PageName(number: number.saturatingAdd(-1))
        if wasToldEnd, number == lastNumber.saturatingAdd(1) {
            add(.askedOn, number, "Page \(number) was asked for, behind the last page.")
        } else if number < 1 || lastNumber > 0 && number > lastNumber || asked[before] == nil {
            add(
                .handBuiltPage, number,
                "Page \(number) was asked for, to which no answer had led"
                    + (lastNumber > 0 ? "; there are \(lastNumber)." : "."))
        }
    }

    private mutating func checkRetry(_ visit: Visit) {
        let page = visit.page
        if let latest, latest.retryAfter > 0, !latest.isServed, visit.isEarly(after: latest) {
            add(
                .retriedEarly, page,
                "\(visit.title) was asked for again before the Retry-After of "
                    + "\(latest.retryAfter) s was over.")
        }
        if let refusal = refused[visit.asked], refusal.credential == visit.credential,
            refusal.wording == visit.wording, refusal.until == visit.since
        {
            add(
                .retriedRefusal, page,
                "\(visit.title) was asked for again unchanged after a \(refusal.status).")
        }
        refused[visit.asked] =
            [400, 401, 403, 404].contains(visit.status) && !visit.isServed ? visit : nil
    }
}

extension Visit {
    /// The number of its page; nil if nobody knows.
    fileprivate var page: Int64? { number == 0 ? nil : number }

    /// Its page, as a sentence begins with it.
    fileprivate var title: String { number == 0 ? "A page" : "Page \(number)" }

    /// Whether it told its client that there is no other page. Where a fault has taken the total
    /// away or made it wrong, only a page without items does.
    fileprivate var tellsItsEnd: Bool { !hasNext && (tellsEnd || items.isEmpty) }

    /// The number of the last page that its client may ask for.
    fileprivate var lastNumber: Int64 {
        guard last > 0, !tellsEnd else { return last }
        return max(last, items.isEmpty ? number : number.saturatingAdd(1))
    }

    /// Whether it came before a refusal allowed it, by the world's clock and by the real one:
    /// the world's may stand still.
    fileprivate func isEarly(after refusal: Visit) -> Bool {
        let seconds = Int64(refusal.retryAfter)
        return at < refusal.at.advanced(bySeconds: seconds)
            && began - refusal.began < seconds * 1_000_000
    }
}

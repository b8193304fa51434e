package import HTTP

/// A traversal, and what is to be said of it.
package struct Judgement: Sendable {
    /// Whether a client has read a list whole.
    package enum Verdict: String, CaseIterable, Sendable {
        /// It reached the end, and was served every item that was there all the time.
        case complete
        case incomplete
        /// Its client may still go on.
        case running
        /// Nobody can know; the reason says why.
        case unjudged
    }

    private let traversal: Traversal
    /// The id of its first request in the journal.
    package var id: Int64 { traversal.id }
    /// `store.listSeatsOfUser`
    package var operation: String { traversal.operation }
    /// The parameters of its path.
    package var parameters: Parameters { traversal.parameters }
    package let verdict: Verdict
    /// Why nobody can know; nil otherwise.
    package let reason: String?
    package let end: Traversal.Ending
    /// In the order in which they happened.
    package let findings: [Finding]
    /// How many pages came in full.
    package var pages: Int { traversal.pageCount }
    /// How many items they had.
    package let served: Int
    /// How many different ones; nil if the traversal is too long for that.
    package let distinct: Int?
    /// How many items were in the list all the time and on no page; nil if nobody can know.
    package let missed: Int?
    /// How many items were served twice or more; nil if the traversal is too long for that.
    package let repeated: Int?

    /// - Parameters:
    ///   - restarts: of all traversals of the world.
    ///   - now: by the world's clock.
    ///   - idleSeconds: how long after its latest answer a client may go on; nil if it is over.
    init(
        of traversal: Traversal, _ list: List, _ restarts: Restarts, at now: Instant,
        idleSeconds: Int64?
    ) {
        self.traversal = traversal
        let counts = traversal.counts ?? ServedItems(of: traversal).counts
        served = counts.served
        distinct = counts.distinct
        repeated = counts.repeated
        let restart = restarts.restart(of: traversal)
        let isOver = idleSeconds.map { traversal.last.at.advanced(bySeconds: $0) <= now } ?? true
        end = traversal.ending(
            isOver: isOver || restart?.isOnSameConnection == true, isRestarted: restart != nil)
        reason = counts.reason ?? traversal.refusal
        // Without a page nobody knows what the list was.
        missed = reason == nil && traversal.pageCount > 0 ? counts.missed ?? 0 : nil
        findings = Findings(of: traversal, list.paging)
            .findings(end, restart: restart?.id, missed: missed)
        verdict =
            reason != nil
            ? .unjudged
            : end == .running
                ? .running : end == .reached && missed == 0 ? .complete : .incomplete
    }

    /// What names the client's credential, without telling it; nil for a client without one.
    package var credential: String? {
        let credential = traversal.last.credential
        guard credential != 0 else { return nil }
        return String(UInt32(truncatingIfNeeded: credential), radix: 16)
    }

    /// A request of the traversal, as far as it is kept.
    package struct Request: Sendable {
        /// The id of its entry in the journal.
        package let id: Int64
        package let at: Instant
        /// The number of the page; nil if nobody knows.
        package let page: Int64?
        /// Nil if the client got none.
        package let status: Int?
        /// How many items the page had; nil if it did not come in full, or they are no longer kept.
        package let items: Int?
        /// Whether it led to another page.
        package let more: Bool
    }

    /// Its requests in the order of their answers.
    package var requests: [Request] {
        traversal.visits.map { visit in
            Request(
                id: visit.entry, at: visit.at, page: visit.number == 0 ? nil : visit.number,
                status: visit.status == 0 ? nil : Int(visit.status),
                items: visit.isServed && !traversal.isTooLong ? visit.items.count : nil,
                more: visit.hasNext)
        }
    }
}

extension Traversal {
    /// How a traversal has ended.
    package enum Ending: String, Sendable {
        /// At the last page.
        case reached
        /// Its client did not ask for the next page.
        case abandoned
        /// Its client began anew.
        case restarted
        /// With an answer that held no page.
        case refused
        /// Not yet.
        case running
    }

    /// - Parameters:
    ///   - isOver: whether its client does not go on, if it can.
    ///   - isRestarted: whether its client has begun the list anew.
    fileprivate func ending(isOver: Bool, isRestarted: Bool) -> Ending {
        if hasReachedEnd { return .reached }
        if !isOver { return .running }
        // What was refused before its first page was no beginning.
        if isRestarted, refusal == nil { return .restarted }
        return last.isServed ? .abandoned : .refused
    }

    /// Why nothing can be said of a walk that was refused before its first page.
    fileprivate var refusal: String? {
        guard pageCount == 0, !last.isWorthRetrying else { return nil }
        return "It was refused with \(last.status) before its first page."
    }
}

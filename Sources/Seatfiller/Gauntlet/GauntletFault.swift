import JSON

/// A fault of a page, from which cases and plans are made.
struct GauntletFault: Sendable {
    /// The pages that can have it, and those that a case gives it to.
    enum Pages: Sendable {
        /// All can; a case gives it to the second.
        case second
        /// All can; cases give it to the first, a middle and the last.
        case any
        case notFirst, notLast
        /// It finds its page by itself.
        case own
    }

    /// `page-short`
    let name: String
    let wanted: GauntletCase.Wanted
    var severity = GauntletCase.Severity.must
    let pages: Pages
    /// What `do` says.
    let effect: JSON
    /// How often it acts; nil for always.
    var times: Int64?
    /// The member of `do` that says how much, and from what range a plan takes it.
    var count: (name: String, range: ClosedRange<Int64>)?

    var cases: [GauntletCase] {
        places.map { page in
            GauntletCase(
                name + (page?.suffix ?? ""), wants: wanted, .fault(effect, on: page, times: times),
                severity)
        }
    }

    private var places: [GauntletCase.Page?] {
        switch pages {
        case .second: [.number(2)]
        case .any: [.number(1), .number(2), .last]
        case .notFirst: [.number(2), .last]
        case .notLast: [.number(1), .number(2)]
        case .own: [nil]
        }
    }

    /// The pages of a walk that can have it; nil if it finds its page by itself.
    func range(of pageCount: Int) -> ClosedRange<Int>? {
        switch pages {
        case .second, .any: 1...max(1, pageCount)
        case .notFirst: 2...max(2, pageCount)
        case .notLast: 1...max(1, pageCount - 1)
        case .own: nil
        }
    }
}

extension GauntletCase.Page {
    /// `@2`, `@last`
    fileprivate var suffix: String {
        switch self {
        case .number(let number): "@\(number)"
        case .last: "@last"
        }
    }
}

extension GauntletFault {
    /// Those that a list can have.
    static func all(of list: ListKind) -> [GauntletFault] { paging(of: list) + failures }

    /// Failures of the service that every client meets some day. They are over when it tries again.
    private static let failures = [
        once("status-429", ["status": 429, "retryAfterSeconds": 1]),
        once("status-503", ["status": 503]),
        once("status-401", ["status": 401]),
        once("reset", ["connection": "CONNECTION_RESET_BY_PEER"]),
        once("truncated", ["truncateBody": .number(0.5)]),
        once("not-json", ["status": 200, "body": "<html>Service Unavailable</html>"]),
        once("stalled", ["delay": ["milliseconds": 2000]]),
    ]

    private static func once(_ name: String, _ effect: JSON) -> GauntletFault {
        GauntletFault(name: name, wanted: .allOrError, pages: .second, effect: effect, times: 1)
    }
}

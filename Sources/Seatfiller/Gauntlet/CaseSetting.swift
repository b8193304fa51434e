import JSON

/// What a case needs of its world.
struct CaseSetting: Sendable {
    /// The faults, as the control plane takes them.
    var faults: [JSON] = []
    /// `name=value` each.
    var quirks: [String] = []
    var auth = Emulator.Auth.open
    /// The paths of seats that are reclaimed before the client begins.
    var reclaimedSeats: [String] = []
    /// The user whose items are walked, where it is another than in the other cases.
    var user: String?
    /// Whether the list is another than that of the plain walk.
    var changesItems = false
}

extension CaseSetting {
    /// - Returns: nil if the data has nothing that the case could happen to.
    init?(_ gauntletCase: GauntletCase, for walk: PlainWalk) {
        switch gauntletCase.trouble {
        case .nothing: break
        case .unknownUser: user = "nobody@\(walk.subject.domain)"
        case .noItems:
            guard let idle = walk.subject.idleUser else { return nil }
            user = idle
        case .fullLastPage:
            guard walk.items.count > walk.pageSize else { return nil }
            changesItems = true
            reclaimedSeats = walk.items.suffix(walk.items.count % walk.pageSize)
                .compactMap(walk.seat)
        case .fault(let effect, let page, let times):
            // The last of a single page is the first, which other cases break.
            guard page != .last || walk.pages > 1 else { return nil }
            faults = [walk.fault(effect, on: page, times: times)]
        case .tokenExpired(let pages):
            guard walk.pages >= pages.upperBound else { return nil }
            auth = .enforced
            let request: JSON = [
                "method": "PUT", "path": "/__admin/clock", "body": ["advanceSeconds": 86_400],
            ]
            faults = pages.map { walk.fault(["before": [request]], on: .number($0), times: 1) }
        case .change(let change, let paging):
            guard let requests = walk.requests(for: change) else { return nil }
            changesItems = true
            faults = [walk.fault(["before": .array(requests)], on: .number(2), times: 1)]
            if paging == .offset { quirks = ["store.paging=offset"] }
        }
    }
}

import HTTP

/// The member `do` of a fault.
struct FaultEffects {
    var effects: [Fault.Effect] = []
    var delay: Fault.Delay?
    var before: [FaultRequest] = []
    var after: [FaultRequest] = []

    var areNone: Bool { effects.isEmpty && delay == nil && before.isEmpty && after.isEmpty }
    /// Where the name of a fault of paging stands.
    var pagingPlace: Int?

    /// The fault of paging, or nil.
    var paging: PageFault? {
        for case .paging(let fault) in effects { return fault }
        return nil
    }

    /// Whether its seed decides something besides whether it acts.
    var isRandom: Bool { delay?.isRandom == true || paging?.name == .pageShuffled }
}

extension SeedReader {
    /// Reads the member `do`.
    mutating func effects() throws -> FaultEffects {
        var found = FaultEffects()
        var status = StatusFault(status: 0)
        var hasStatus = false
        var paging = PagingMembers()
        // A member that only makes sense beside "status".
        var ofStatus: String?
        let start = try place()
        let members = [
            "status", "body", "headers", "retryAfterSeconds", "retryAfterDate", "delay",
            "connection", "truncateBody", "dribble", "throttle", "paging", "count", "kilobytes",
            "before", "after",
        ]
        try object("do", members: members) { seed, member in
            switch member {
            case "before": found.before = try seed.faultRequests(member)
            case "after": found.after = try seed.faultRequests(member)
            case "delay": found.delay = try seed.delay()
            case "connection":
                let known = Fault.Effect.connections
                let word = try seed.choice("connection", of: known.map(\.word))
                found.effects += known.filter { $0.word == word }.map { .connection($0.delivery) }
            case "paging", "count", "kilobytes": try seed.read(member, of: &paging)
            case "truncateBody": try seed.truncation().map { found.effects.append(.truncate($0)) }
            case "dribble": try seed.dribble().map { found.effects.append($0) }
            case "throttle": try seed.throttle().map { found.effects.append($0) }
            case "status":
                hasStatus = true
                status.status = Int(try seed.integer("status", in: StatusFault.statuses) ?? 0)
            default:
                ofStatus = member
                try seed.read(member, of: &status)
            }
        }
        if hasStatus {
            found.effects.append(.status(status))
            noteUnsent(status, at: start)
        } else if let ofStatus {
            note("\"do\" has no \"status\" for its \"\(ofStatus)\"", hint: "add it", at: start)
        }
        if let fault = pageFault(paging, at: start) { found.effects.append(.paging(fault)) }
        found.pagingPlace = paging.place
        noteIdle(found.effects, at: start)
        return found
    }

    /// Notes an effect that never acts, because another effect always acts before it.
    private mutating func noteIdle(_ effects: [Fault.Effect], at place: Int) {
        let effects = effects.sorted { $0.member < $1.member }
        guard let last = effects.last,
            let other = effects.dropLast().first(where: { !$0.sparesCalls })
        else { return }
        note(
            "\"do\" has a \"\(other.member.name)\", beside which its \"\(last.member.name)\" never "
                + "acts", hint: "leave one out", at: place)
    }
}

import Emulation
import System

/// Says what a client has made of a case.
struct CaseJudge: Sendable {
    let walk: PlainWalk
    private let form: AnswerForm?
    private let reproduction: Reproduction
    private let emulator: Emulator

    init(
        _ walk: PlainWalk, _ form: AnswerForm?, _ reproduction: Reproduction, _ emulator: Emulator
    ) {
        self.walk = walk
        self.form = form
        self.reproduction = reproduction
        self.emulator = emulator
    }

    /// - Parameter run: of the client, in a world that is still there.
    func result(
        of gauntletCase: GauntletCase, in setting: CaseSetting, _ run: ClientRun
    ) throws(SeatfillerError) -> CaseResult {
        if setting.user != nil, run.world.journal.entries.contains(where: walk.list.isAskedFor) {
            return CaseResult(
                unmet: gauntletCase,
                because: "it takes no user from {user} or SEATFILLER_USER", run)
        }
        guard run.hasKeptWorld else {
            return CaseResult(
                gauntletCase, run, difference: ClientRun.lostWorld, findings: [],
                reproduction: reproduction.line(setting))
        }
        let hasActed = setting.faults.isEmpty || run.world.faults.firedCount > 0
        if setting.auth == .enforced, !hasActed {
            return CaseResult(
                unmet: gauntletCase,
                because: "it got no page with --auth enforced; its application must stand in the "
                    + "seed", run)
        }
        let walks = try walks(in: run.world, setting)
        let result = CaseResult(
            gauntletCase, run,
            difference: form == .exit ? walks.last.differenceServed : try difference(setting, run),
            findings: Self.findings(of: walks), reproduction: reproduction.line(setting))
        guard hasActed || !result.passed else {
            return CaseResult(unmet: gauntletCase, because: "its fault never acted", run)
        }
        return result
    }

    /// The walks of a client that has ended along the list, oldest first.
    private func walks(
        in world: Emulator.World, _ setting: CaseSetting
    ) throws(SeatfillerError) -> [Judgement] {
        let walks = try SeatfillerError.wording {
            try world.present.traversals.judged(areOver: true) { operation, _ in
                operation == walk.list.kind.operation
            }.reversed()
        }
        guard setting.user == nil else { return Array(walks) }
        let asked = world.journal.entries.filter(walk.list.isAskedFor).compactMap(\.traversal)
        return walks.filter { asked.contains(Int($0.id)) }
    }

    /// What it did and should not have, each once.
    private static func findings(of walks: [Judgement]) -> [CaseResult.Finding] {
        var findings: [CaseResult.Finding] = []
        for finding in walks.flatMap(\.findings)
        where !findings.contains(where: { $0.code == finding.code.rawValue }) {
            findings.append(.init(finding.code.rawValue, finding.detail))
        }
        return findings
    }

    /// What the client's answer lacks; nil for nothing.
    private func difference(
        _ setting: CaseSetting, _ run: ClientRun
    ) throws(SeatfillerError) -> String? {
        guard !run.output.isCut else {
            return "printed more than \(ClientRun.mostBytes >> 20) MiB"
        }
        let items = try items(setting, run)
        do throws(ClientAnswer.Unreadable) {
            let answer = try ClientAnswer(run.output.bytes, as: form, of: walk.list.kind)
            return items.difference(from: answer.found)
        } catch {
            return "printed \(error.reason)"
        }
    }

    private func items(
        _ setting: CaseSetting, _ run: ClientRun
    ) throws(SeatfillerError) -> StableItems {
        guard setting.user == nil else { return StableItems(before: [], after: []) }
        guard setting.changesItems else {
            return StableItems(before: walk.items, after: walk.items)
        }
        let after = try walk.list.items(in: run.world, of: emulator)
        return StableItems(
            before: setting.reclaimedSeats.isEmpty ? walk.items : after, after: after)
    }
}

extension Judgement? {
    /// What its client was not served; nil for nothing.
    fileprivate var differenceServed: String? {
        guard let walk = self else { return "asked for no page" }
        if walk.verdict == .unjudged { return "unjudged: \(walk.reason ?? "")" }
        let missed = walk.missed ?? 0
        guard missed > 0 || walk.verdict != .complete else { return nil }
        return "was not served \(missed.grouped) of \((missed + (walk.distinct ?? 0)).grouped)"
    }
}

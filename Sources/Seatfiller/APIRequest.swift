import Emulation
import HTTP

/// A request to an API and its answer, with the faults in between and the entry in the journal.
struct APIRequest {
    private let request: Request
    private let api: any API.Type
    private let world: Emulation.World
    private let metrics: Metrics

    init(
        _ request: Request, of api: any API.Type, in world: Emulation.World, counting: Metrics
    ) {
        self.request = request
        self.api = api
        self.world = world
        metrics = counting
    }

    /// Whether the API accepts the request. Only an accepted request makes a new world.
    var isAdmitted: Bool {
        do throws(Problem) {
            _ = try FaultOutcome(askedBy: request)
        } catch {
            return false
        }
        return world.authentication == .open || api.init(in: world).admits(request)
    }

    /// The answer; nil if another world has taken this world's place meanwhile.
    func answer() -> Answer? {
        let clock = ContinuousClock()
        let start = clock.now
        let at = world.clock.now
        let answer = performed()
        guard !world.isOvertaken else { return nil }
        world.count(answer)
        let duration = clock.now - start
        metrics.count(answer, of: api.name, taking: duration)
        // The entry must be there before the first byte leaves.
        world.journal.write(
            request, answer, at: at, taking: duration, since: start, until: world.lastChange)
        return answer
    }

    /// The API's answer, unless a fault has another.
    private func performed() -> Answer {
        var inner = api.init(in: world)
        let own: FaultOutcome?
        do throws(Problem) {
            own = try FaultOutcome(askedBy: request)
        } catch {
            return Answer(error.response, by: WorldRule.fault).labelled(in: world)
        }
        guard own != nil || !world.faults.isEmpty || !world.pageShifts.isEmpty else {
            return inner.answer(to: request, in: world)
        }
        let operation = inner.operation(of: request)
        let walk = PageWalk(request, for: operation, in: world)
        let question = FaultQuestion(
            api: api.name, request, operation, isAfterEmpty: walk?.isAfterEmpty ?? false)
        let outcome = world.faults.outcome(for: question, asking: own, at: world.clock.now)
        inner.pageForm = walk?.form(for: outcome)
        guard outcome != nil || inner.pageForm != nil else {
            return inner.answer(to: request, in: world)
        }
        guard let outcome, outcome.preempts else {
            var answer = inner.respond(to: request, in: world)
            walk?.note(answer.pageReport)
            outcome.flatMap { world.faults.settle($0, acting: answer.pageReport?.fault) }?
                .mark(&answer)
            return answer.labelled(in: world)
        }
        var answer = outcome.answer { inner.identifiedFailure($0, to: request) }
        answer.concerns(operation)
        answer.since = world.settledChange
        return answer.labelled(in: world)
    }
}

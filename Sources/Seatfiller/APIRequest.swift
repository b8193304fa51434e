import Emulation
import HTTP

/// A request to an API and its answer, with the faults in between and the entry in the journal.
struct APIRequest {
    private let request: Request
    private let api: any API.Type
    private let world: Emulation.World
    private let metrics: Metrics
    private let steps: FaultSteps

    /// - Parameter steps: performs the requests of faults.
    init(
        _ request: Request, of api: any API.Type, in world: Emulation.World, counting: Metrics,
        performing steps: FaultSteps = .none
    ) {
        self.request = request
        self.api = api
        self.world = world
        metrics = counting
        self.steps = steps
    }

    /// Whether the API accepts the request. Only an accepted request makes a new world.
    var isAdmitted: Bool {
        do throws(Problem) {
            _ = try FaultOutcome(askedBy: request)
        } catch {
            return false
        }
        let isOpen = world.authentication == .open && !api.givesTokens
        return isOpen || api.init(in: world).admits(request)
    }

    /// The answer, and the world that has given it, which a fault may have put in the place of
    /// this one; nil if another world has taken its place meanwhile.
    func answer() -> (answer: Answer, world: Emulation.World)? {
        let clock = ContinuousClock()
        let start = clock.now
        let at = world.clock.now
        var world = world
        var after: [FaultOutcome.Step] = []
        let answer = performed(in: &world, before: &after)
        guard !world.isOvertaken else { return nil }
        world.count(answer)
        let duration = clock.now - start
        metrics.count(answer, of: api.name, taking: duration)
        // The entry must be there before the first byte leaves.
        world.journal.write(
            request, answer, at: at, taking: duration, since: start, until: world.lastChange)
        return (answer, steps.perform(after, for: request, in: world))
    }

    /// The API's answer, unless a fault has another.
    ///
    /// - Parameter after: what faults perform after the request.
    private func performed(
        in world: inout Emulation.World, before after: inout [FaultOutcome.Step]
    ) -> Answer {
        var inner = api.init(in: world)
        if let fault = steps.fault {
            var answer = inner.answer(to: request, in: world)
            answer.fault = fault
            // No client asked for it.
            answer.list = nil
            return answer
        }
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
        // A request of a fault may replace the world.
        let faults = world.faults
        let outcome = faults.outcome(for: question, asking: own, at: world.clock.now)
        if let steps = outcome?.before, !steps.isEmpty {
            world = self.steps.perform(steps, for: request, in: world)
            inner = api.init(in: world)
        }
        inner.pageForm = walk?.form(for: outcome)
        guard outcome != nil || inner.pageForm != nil else {
            return inner.answer(to: request, in: world)
        }
        guard let outcome, outcome.preempts else {
            var answer = inner.respond(to: request, in: world)
            walk?.note(answer.pageReport)
            let settled = outcome.flatMap {
                faults.settle($0, acting: answer.pageReport?.fault)
            }
            settled?.mark(&answer)
            after = settled?.after ?? []
            return answer.labelled(in: world)
        }
        var answer = outcome.answer { inner.identifiedFailure($0, to: request) }
        answer.concerns(operation)
        answer.since = world.settledChange
        after = outcome.after
        return answer.labelled(in: world)
    }
}

internal import Emulation
internal import HTTP
internal import HTTPTypes

/// One request of an API and its answer: the faults on the way, and what the journal is told.
internal struct Dialogue {
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

    /// Whether the request is accepted, so that its world is made where it is named first.
    var isAdmitted: Bool {
        do throws(Problem) {
            _ = try Faults.Meeting(asked: request)
        } catch {
            return false
        }
        return world.authentication == .open || api.init(in: world).admits(request)
    }

    func answer() -> Answer {
        world.count()
        let clock = ContinuousClock()
        let start = clock.now
        let at = world.clock.now
        let answer = performed()
        let duration = clock.now - start
        metrics.count(answer.operation, answer.response.status.code, taking: duration)
        guard world.journal.isOn || !world.faults.isEmpty else { return answer }
        // Written before the first byte leaves.
        world.journal.write(request, answer, at: at, taking: duration)
        return answer
    }

    /// The API's answer, unless a fault has another.
    private func performed() -> Answer {
        let inner = api.init(in: world)
        let meeting: Faults.Meeting?
        do throws(Problem) {
            meeting = try Faults.Meeting(asked: request) ?? met()
        } catch {
            return Answer(error.response, by: WorldRule.fault).labelled(in: world)
        }
        guard let meeting else { return inner.answer(to: request, in: world) }
        guard meeting.preempts else {
            var answer = inner.respond(to: request)
            meeting.mark(&answer)
            return answer.labelled(in: world)
        }
        var answer = meeting.answer { inner.failure($0, for: request) }
        let asked = api.operation(of: request)
        answer.operation = asked?.name
        answer.parameters = asked?.parameters ?? Parameters()
        return answer.labelled(in: world)
    }

    /// What the world's faults do to the request; nil where there are none.
    private func met() -> Faults.Meeting? {
        guard !world.faults.isEmpty else { return nil }
        let page = api.pageKey(of: request).map(world.journal.pageNumber) ?? 1
        let question = FaultQuestion(
            api: api.name, request, api.operation(of: request), page: page)
        let meeting = world.faults.meet(question, at: world.clock.now)
        return meeting.id == nil ? nil : meeting
    }
}

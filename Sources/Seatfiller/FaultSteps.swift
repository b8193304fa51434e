import ControlAPI
import Emulation
import HTTP
import HTTPTypes

/// Performs the requests of faults, in the world of the fault and on the calling thread.
///
/// It holds no lock of a world meanwhile. The requests fire no faults, so none leads to another.
struct FaultSteps: Sendable {
    /// The fault whose request is being performed; nil for the request of a client.
    private(set) var fault: String?
    private var emulator: Emulator?

    /// For requests that nobody answers.
    static let none = FaultSteps()

    init(_ emulator: Emulator? = nil) {
        self.emulator = emulator
    }

    /// Performs requests one after another. One that is refused is noted, and the next is
    /// performed.
    ///
    /// - Parameter client: the matched request, whose credentials they take over.
    /// - Returns: the world that has the name of this one now.
    func perform(
        _ steps: [FaultOutcome.Step], for client: Request, in world: Emulation.World
    ) -> Emulation.World {
        var world = world
        guard let emulator, !steps.isEmpty else { return world }
        for step in steps {
            // A world that is not kept, because the API refuses its first request, has nothing to
            // change.
            guard let present = emulator.worlds.existing(world.name) else { return world }
            world = present
            var request = step.request
            if request.headerFields[.authorization] == nil,
                !FaultRequest.isControl(request.target)
            {
                request.headerFields[.authorization] = client.headerFields[.authorization]
            }
            let response = emulator.perform(request, of: step.id, in: world)
            if response.status.code >= 400 {
                let text = String(decoding: response.body, as: UTF8.self)
                let error = "\(request.method) \(request.target.raw): \(response.status.code) "
                world.faults.note((error + text).excerpt, of: step)
            }
        }
        return emulator.worlds.existing(world.name) ?? world
    }

    /// For the request of a fault.
    static func of(_ fault: String) -> FaultSteps {
        var steps = FaultSteps()
        steps.fault = fault
        return steps
    }
}

extension Emulator {
    /// Performs a request of a fault, which shows in the journal.
    func perform(
        _ request: HTTP.Request, of fault: String, in world: Emulation.World
    ) -> HTTP.Response {
        guard FaultRequest.isControl(request.target) else {
            guard let api = settings.roster.api(for: request.target) else {
                preconditionFailure("a fault asks for emulated APIs only")
            }
            let call = APIRequest(
                request, of: api, in: world, counting: worlds.metrics, performing: .of(fault))
            return call.answer()?.answer.response ?? HTTP.Response(.serviceUnavailable)
        }
        let clock = ContinuousClock()
        let (start, at) = (clock.now, world.clock.now)
        let response = controlled(request, in: world)
        var answer = Answer(response, by: WorldRule.fault)
        answer.fault = fault
        (worlds.existing(world.name) ?? world).journal.write(
            request, answer, at: at, taking: clock.now - start)
        return response
    }

    private func controlled(
        _ request: HTTP.Request, in world: Emulation.World
    ) -> HTTP.Response {
        var request = request
        request.headerFields[.seatfillerWorld] = world.name.description
        do throws(Problem) {
            let selection = try WorldSelection(request, among: worlds)
            return control.respond(to: selection, through: Door()).awaited()
                ?? HTTP.Response(.internalServerError)
        } catch {
            return error.response
        }
    }
}

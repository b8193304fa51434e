import ControlAPI
import Emulation
import HTTP
import HTTPServer
import HTTPTypes
import SQLite
import System

/// An emulator of Microsoft Store for Business and of AvePoint Elements, in this process.
///
/// ```swift
/// let emulator = try Emulator(seed: .path("seed/demo.json"))
/// let answer = emulator.respond(to: .get("/V1/Users/ann@contoso.com/Seats"))
/// ```
public final class Emulator: Sendable {
    let settings: Settings
    let worlds: Worlds
    let memory: MemoryBudget
    /// Makes the server's certificates; nil if it speaks no TLS.
    let authority: CertificateAuthority?
    let control: Control
    let log: RequestLog?

    /// Whether clients must authenticate.
    public enum Auth: String, CaseIterable, Sendable {
        /// Accepts any token, or none.
        case open
        /// Checks tokens as the two services do, and answers 401 and 403.
        case enforced
    }

    /// An emulator in memory.
    ///
    /// - Parameters:
    ///   - seed: the data to start with; several seeds add up.
    ///   - quirks: the quirks that are not to have their standard setting.
    ///   - auth: whether clients need tokens.
    /// - Throws: `SeatfillerError` that says what is wrong with the seed.
    public convenience init(
        seed: Seed..., quirks: [Quirk] = [], auth: Auth = .open
    ) throws(SeatfillerError) {
        var settings = Settings()
        settings.auth = auth
        settings.seeds = seed
        settings.quirks = quirks.map(\.description)
        try self.init(settings)
    }

    /// An emulator with these settings.
    package init(_ settings: Settings, log: RequestLog? = nil) throws(SeatfillerError) {
        self.settings = settings
        self.log = log
        authority =
            if !settings.speaksTLS {
                nil
            } else if let authority = settings.authority {
                authority
            } else {
                try CertificateAuthority(settings)
            }
        let memory = MemoryBudget(settings.memory)
        self.memory = memory
        worlds = try SeatfillerError.wording {
            let clock = Clock(frozen: settings.clock)
            var tokens = settings.tokenKey.map(ContinuationTokens.init) ?? ContinuationTokens()
            if let life = settings.tokenLifeSeconds { tokens = tokens.living(life) }
            var traits = WorldTraits(
                roster: settings.roster, authentication: settings.auth == .open ? .open : .enforced,
                quirks: try Quirks.parse(settings.quirks, known: settings.roster.quirks),
                tokens: tokens)
            traits.growth = settings.worldBytes
            traits.largestSeededFile = settings.largestSeededFile
            traits.journal = settings.journal
            traits.traversalIdleSeconds = settings.traversalIdleSeconds
            traits.memory = memory
            traits.showsRules = settings.showsRules
            traits.remembersAnswers = settings.remembersAnswers
            if let log { traits.complain = { log.error($0) } }
            let defaultWorld = try DefaultWorld(settings, clock: clock, memory: memory).world(
                traits)
            return Worlds(defaultWorld, most: settings.mostWorlds)
        }
        let files = authority.map { authority -> @Sendable () throws -> AuthorityFiles in
            { try authority.files }
        }
        control = Control(
            version: Self.version, ServerSettings(settings), roster: settings.roster,
            worlds: worlds,
            shutdown: settings.shutdown,
            authority: files)
    }

    /// Answers a request without a socket. Faults neither delay the answer nor break it.
    ///
    /// A call of `/__admin/requests/await` blocks its thread until the requests have come.
    public func respond(to request: Request) -> Response {
        guard let request = HTTP.Request(request) else {
            preconditionFailure("\(request.method) and the names of headers must be HTTP tokens")
        }
        let response = respond(to: request, through: settings.door()).awaited()
        return Response(response ?? Self.brokenOff)
    }

    /// An export breaks off when the store file holds data that cannot be read. Over a socket the
    /// status has gone out by then; here it can still become a 500.
    private static let brokenOff = Problem(
        .internalServerError, code: "store-failed",
        detail: "The content broke off: the store cannot be read.",
        hint: "POST /__admin/reset takes it back to its seeded state."
    ).response

    /// Answers a request: finds its world and, by the host or by the path, its API, and lets the
    /// API answer.
    ///
    /// - Parameter door: decides who may use the control plane.
    func respond(to request: HTTP.Request, through door: Door) -> HTTP.Response {
        do throws(Problem) {
            let service = settings.roster.api(standingFor: request.authority)
            guard service != nil || !request.isProxied else {
                return try refuseAsProxy(request, through: door)
            }
            let selection = try WorldSelection(
                request, among: worlds, except: door.token, ignoringPath: service != nil)
            guard request.method != .connect else {
                let response = try ProxyRequest(request).connected(settings.speaksTLS)
                let world = try selection.existing ?? worlds.defaultWorld
                return finish(response, to: request, in: world)
            }
            let api = service ?? api(for: selection.request.target)
            guard !request.isUnread else { return try refuse(selection, api) }
            if let api {
                let world = try world(selection, of: api)
                let call = APIRequest(
                    selection.request, of: api, in: world, counting: worlds.metrics,
                    performing: FaultSteps(self))
                guard !world.answersAtOnce(selection.request) else {
                    return respond(to: request, by: call, through: door)
                }
                return world.answerLater(selection.request) { [self] in
                    respond(to: request, by: call, through: door)
                }
            }
            let response = control.respond(to: selection, through: door)
            return finish(response, to: request, in: try selection.existing ?? worlds.defaultWorld)
        } catch {
            let response = error.response
            log?.write(request, response, rule: nil)
            return response
        }
    }

    /// The API that answers a path; nil for the control plane. The control plane comes first
    /// because Entra's paths begin with a tenant's name, which can be anything.
    private func api(for target: Target) -> (any API.Type)? {
        guard !Control.prefixes.contains(where: { $0.matches(target) }) else { return nil }
        return settings.roster.api(for: target)
    }

    /// Whether a request is meant for a host by its name, so that its path names no world.
    func isMeantForHost(_ request: HTTP.Request) -> Bool {
        request.isProxied || settings.roster.api(standingFor: request.authority) != nil
    }

    /// Refuses a proxied request for a host that is not emulated. The world that it names keeps it:
    /// there a test finds what its client wanted.
    private func refuseAsProxy(
        _ request: HTTP.Request, through door: Door
    ) throws(Problem) -> HTTP.Response {
        let selection = try WorldSelection(
            request, among: worlds, except: door.token, ignoringPath: true)
        guard !request.isUnread else { return try refuse(selection, nil) }
        let world = try selection.world
        let answer = ProxyRequest(selection.request).refused(in: world, counting: worlds.metrics)
        return finish(answer, to: request, in: world)
    }

    /// Refuses a request whose content finds no memory.
    private func refuse(
        _ selection: WorldSelection, _ api: (any API.Type)?
    ) throws(Problem) -> HTTP.Response {
        let full = MemoryFull(limit: memory.limit)
        let world = try selection.existing ?? worlds.defaultWorld
        let inner = api?.init(in: world)
        guard let inner, var answer = inner.refusal(of: full, to: selection.request) else {
            return finish(Problem(full).response, to: selection.request, in: world)
        }
        inner.identify(&answer.response, for: selection.request)
        return finish(answer.labelled(in: world), to: selection.request, in: world)
    }

    /// The world that answers a request. A new world is kept only if the API accepts the request.
    private func world(
        _ selection: WorldSelection, of api: any API.Type
    ) throws(Problem) -> Emulation.World {
        if let world = try selection.existing { return world }
        let prospect = try selection.prospect
        let call = APIRequest(selection.request, of: api, in: prospect, counting: worlds.metrics)
        return call.isAdmitted ? try selection.world : prospect
    }

    /// Answers in a world, or in the world that has taken its place meanwhile.
    private func respond(
        to request: HTTP.Request, by call: APIRequest, through door: Door
    ) -> HTTP.Response {
        guard let done = call.answer() else { return respond(to: request, through: door) }
        return finish(done.answer, to: request, in: done.world)
    }

    private func finish(
        _ answer: Answer, to request: HTTP.Request, in world: Emulation.World
    ) -> HTTP.Response {
        finish(answer.response, by: answer.rule, to: request, in: world)
    }

    /// Dates an answer and logs it, as soon as it is complete.
    private func finish(
        _ response: HTTP.Response, by rule: Rule? = nil, to request: HTTP.Request,
        in world: Emulation.World
    ) -> HTTP.Response {
        var response = response
        if let pending = response.pending {
            return HTTP.Response(
                pending.map { [self] in finish($0, by: rule, to: request, in: world) })
        }
        if !world.clock.isReal { response.headerFields[.date] = world.clock.now.dateField }
        log?.write(request, response, rule: rule)
        return response
    }
}

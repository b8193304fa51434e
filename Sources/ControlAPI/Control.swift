package import Emulation
package import HTTP
import HTTPTypes
import JSON
import System

/// The control plane, `/__admin`: what a person or a test asks of the emulator itself, for the
/// world that the request names.
package struct Control: Sendable {
    /// How the paths begin that it answers.
    ///
    /// They are asked for before those of any API: a tenant can be called anything. What is left of
    /// `/__world` names a world a second time, or none.
    package static let prefixes: [PathPrefix] = ["/__admin", "/__world", "/healthz", "/readyz"]

    typealias Action = @Sendable (Control) -> (Call) throws -> Response

    private static let router = Router<Action>([
        .get("/__admin/health", { $0.health }),
        .get("/healthz", { $0.health }),
        .get("/readyz", { $0.health }),
        .get("/__admin/rules", { $0.listRules }),
        .get("/__admin/metrics", { $0.showMetrics }),
        .post("/__admin/shutdown", { $0.shutDown }),
        .get("/__admin/openapi.json", { $0.describeItself }),
        .get("/__admin/openapi/{document}", { $0.describe }),
        .post("/__admin/keys/rotate", { $0.rotateKeys }),
        .get("/__admin/worlds", { $0.listWorlds }),
        .put("/__admin/worlds/{name}", { $0.makeWorld }),
        .delete("/__admin/worlds/{name}", { $0.dropWorld }),
        .post("/__admin/reset", { $0.reset }),
        .get("/__admin/clock", { $0.showClock }),
        .put("/__admin/clock", { $0.setClock }),
        .delete("/__admin/clock", { $0.returnClock }),
        .get("/__admin/faults", { $0.listFaults }),
        .post("/__admin/faults", { $0.addFaults }),
        .delete("/__admin/faults", { $0.removeFaults }),
        .get("/__admin/faults/{id}", { $0.showFault }),
        .delete("/__admin/faults/{id}", { $0.removeFault }),
        .get("/__admin/requests", { $0.listRequests }),
        .delete("/__admin/requests", { $0.clearRequests }),
        .post("/__admin/requests/count", { $0.countRequests }),
        .post("/__admin/requests/find", { $0.findRequests }),
        .get("/__admin/requests/await", { $0.awaitRequests }),
        .get("/__admin/quirks", { $0.showQuirks }),
        .put("/__admin/quirks", { $0.setQuirks }),
        .put("/__admin/seed", { $0.replaceData }),
        .post("/__admin/seed", { $0.addData }),
        .get("/__admin/export", { $0.exportData }),
        .get("/__admin/snapshots", { $0.listSnapshots }),
        .put("/__admin/snapshots/{name}", { $0.keepSnapshot }),
        .get("/__admin/snapshots/{name}", { $0.showSnapshot }),
        .delete("/__admin/snapshots/{name}", { $0.dropSnapshot }),
        .post("/__admin/snapshots/{name}/restore", { $0.restoreSnapshot }),
    ]).takingHead()

    package static let routes = router.routes.map { "\($0.method) \($0.pattern)" }

    let worlds: Worlds
    let roster: Roster
    let crew = Crew()
    let version: String
    let shutdown: (@Sendable () -> Void)?
    let clock = ContinuousClock()
    let started: ContinuousClock.Instant

    /// - Parameters:
    ///   - roster: the APIs of which rules are told, and whose data is loaded and exported.
    ///   - shutdown: ends the process; nil where it is not the emulator's to end.
    package init(
        version: String, roster: Roster, worlds: Worlds,
        shutdown: (@Sendable () -> Void)? = nil
    ) {
        self.version = version
        self.shutdown = shutdown
        self.roster = roster
        self.worlds = worlds
        started = clock.now
    }

    /// Answers a request of the world that it selects, which is made where the request is accepted.
    ///
    /// - Parameter door: who may ask.
    package func respond(to selection: WorldSelection, through door: Door) -> Response {
        let request = selection.request
        do {
            switch Self.router.match(request) {
            case .route(let route, let path):
                let call = Call(path: path, selection: selection)
                if !Self.isHealth(route.pattern) { try door.check(request) }
                let response = try route.action(self)(call)
                // What is accepted in a world makes it, also where nothing was asked of it. Whether
                // it is, is not known yet where the answer is waited for.
                if response.pending == nil, !Self.isOfNoWorld(route.pattern) {
                    _ = try selection.world
                }
                return response
            case .otherMethods(let allowed):
                throw Problem.methodNotAllowed(request, allowed: allowed)
            case .none: throw noSuchPath(request)
            }
        } catch {
            return Self.refusal(error)
        }
    }

    /// What an image's health check asks, which has no token.
    private static func isHealth(_ pattern: String) -> Bool {
        ["/__admin/health", "/healthz", "/readyz"].contains(pattern)
    }

    /// What is of the server: its health, and worlds by their names.
    private static func isOfNoWorld(_ pattern: String) -> Bool {
        isHealth(pattern) || pattern.hasPrefix("/__admin/worlds")
    }

    func noSuchPath(_ request: Request) -> Problem {
        let prefixes = Self.prefixes.prefix(1) + roster.apis.flatMap { $0.prefixes }
        let known = prefixes.map(\.description).joined(separator: ", ")
        return Problem(
            .notFound, "no-such-path",
            "Nothing answers \(request.method) \(request.target.path).",
            hint: (request.target.hasDoubledSlash
                ? "A slash is doubled in it: the base URL may end with one. " : "")
                + "Paths start with \(known).")
    }
}

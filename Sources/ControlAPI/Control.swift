package import Emulation
package import HTTP
import HTTPTypes

/// The control plane, `/__admin`: calls to the emulator itself, for the world that the request
/// names.
package struct Control: Sendable {
    /// The prefixes of its paths.
    ///
    /// They come before the prefixes of any API, because a tenant in a path can have any name. A
    /// path that still begins with `/__world` names a world twice, or none.
    package static let prefixes: [PathPrefix] = [
        "/__admin", "/__world", "/healthz", "/readyz", "/llms.txt",
    ]

    typealias Action = @Sendable (Control) -> (Call) throws -> Response

    private static let router = Router<Action>([
        .get("/__admin/health", { $0.health }),
        .get("/healthz", { $0.health }),
        .get("/readyz", { $0.health }),
        .get("/__admin/ui", { $0.showConsole }),
        .get("/__admin/ui/{file}", { $0.giveConsoleFile }),
        .get("/__admin/server", { $0.showServer }),
        .get("/__admin/ca.pem", { $0.giveAuthority }),
        .get("/__admin/ca.p12", { $0.giveTrustStore }),
        .get("/__admin/rules", { $0.listRules }),
        .get("/__admin/coverage", { $0.showCoverage }),
        .delete("/__admin/coverage", { $0.forgetCoverage }),
        .get("/__admin/metrics", { $0.showMetrics }),
        .post("/__admin/shutdown", { $0.shutDown }),
        .get("/__admin/openapi.json", { $0.describeItself }),
        .get("/__admin/openapi/{document}", { $0.describe }),
        .get("/__admin/llms.txt", { $0.showGuide }),
        .get("/llms.txt", { $0.showGuide }),
        .post("/__admin/mcp", { $0.answerAgent }),
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
        .get("/__admin/faults/catalogue", { $0.listPagingFaults }),
        .get("/__admin/faults/{id}", { $0.showFault }),
        .delete("/__admin/faults/{id}", { $0.removeFault }),
        .get("/__admin/requests", { $0.listRequests }),
        .delete("/__admin/requests", { $0.clearRequests }),
        .post("/__admin/requests/count", { $0.countRequests }),
        .post("/__admin/requests/find", { $0.findRequests }),
        .get("/__admin/requests/await", { $0.awaitRequests }),
        .get("/__admin/requests/{id}", { $0.showRequest }),
        .get("/__admin/traversals", { $0.listTraversals }),
        .delete("/__admin/traversals", { $0.forgetTraversals }),
        .post("/__admin/traversals/verify", { $0.verifyTraversals }),
        .get("/__admin/traversals/{id}", { $0.showTraversal }),
        .get("/__admin/quirks", { $0.showQuirks }),
        .put("/__admin/quirks", { $0.setQuirks }),
        .put("/__admin/seed", { $0.replaceData }),
        .post("/__admin/seed", { $0.addData }),
        .get("/__admin/data/{kind}", { $0.listData }),
        .put("/__admin/data/{kind}", { $0.changeData }),
        .patch("/__admin/data/{kind}", { $0.changeData }),
        .delete("/__admin/data/{kind}", { $0.changeData }),
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
    /// Makes the authority if there is none yet; nil if the server speaks no TLS.
    let authority: (@Sendable () throws -> AuthorityFiles)?
    let version: String
    package let settings: ServerSettings
    let shutdown: (@Sendable () -> Void)?
    let clock = ContinuousClock()
    let started: ContinuousClock.Instant

    /// - Parameters:
    ///   - settings: what the console says of the server.
    ///   - roster: the APIs whose rules are listed and whose data is loaded and exported.
    ///   - shutdown: ends the process; nil if the emulator must not end it.
    ///   - authority: what certificates come from; nil if the server speaks no TLS.
    package init(
        version: String, _ settings: ServerSettings = ServerSettings(), roster: Roster,
        worlds: Worlds, shutdown: (@Sendable () -> Void)? = nil,
        authority: (@Sendable () throws -> AuthorityFiles)? = nil
    ) {
        self.authority = authority
        self.version = version
        self.settings = settings
        self.shutdown = shutdown
        self.roster = roster
        self.worlds = worlds
        started = clock.now
    }

    /// Answers a request for the world that it selects. An accepted request makes the world.
    ///
    /// - Parameter door: decides who may call.
    package func respond(to selection: WorldSelection, through door: Door) -> Response {
        respond(to: selection) { request throws(Problem) in try door.check(request) }
    }

    /// - Parameter admit: decides who may call.
    func respond(
        to selection: WorldSelection, admitting admit: (Request) throws(Problem) -> Void
    ) -> Response {
        let request = selection.request
        do {
            switch Self.router.match(request) {
            case .route(let route, let path):
                let call = Call(path: path, selection: selection)
                if !Self.isForAll(route.pattern) {
                    try admit(request)
                    try Problem.refuseRepetition(in: request.target)
                }
                let response = try route.action(self)(call)
                // An accepted request makes its world, even if it did not use the world. A pending
                // answer may still be a refusal.
                if response.pending == nil, !Self.isOfNoWorld(route.pattern) {
                    _ = try selection.world
                }
                return response
            case .otherMethods(let allowed):
                throw Problem.methodNotAllowed(request, allowed: allowed)
            case .none where Self.isRoot(request): return welcome(request)
            case .none: throw noSuchPath(request)
            }
        } catch {
            return Self.refusal(error)
        }
    }

    /// Whether a path is a health check, which has no token.
    private static func isHealth(_ pattern: String) -> Bool {
        ["/__admin/health", "/healthz", "/readyz"].contains(pattern)
    }

    /// Whether a path needs no token: the health, and what is no secret, the authority, the files
    /// of the console and the guide.
    private static func isForAll(_ pattern: String) -> Bool {
        isHealth(pattern) || pattern.hasPrefix("/__admin/ca.") || pattern.hasPrefix("/__admin/ui")
            || pattern.hasSuffix("/llms.txt")
    }

    /// Whether a path concerns the server and no world: its health, its authority, and the list of
    /// worlds.
    private static func isOfNoWorld(_ pattern: String) -> Bool {
        isForAll(pattern) || pattern.hasPrefix("/__admin/worlds")
            || ["/__admin/server", "/__admin/mcp"].contains(pattern)
    }

    func noSuchPath(_ request: Request) -> Problem {
        let prefixes = Self.prefixes.prefix(1) + roster.apis.flatMap { $0.prefixes }
        let known = prefixes.map(\.description).joined(separator: ", ")
        return Problem(
            .notFound, code: "no-such-path",
            detail: "Nothing answers \(request.method) \(request.target.path).",
            hint: (request.target.hasDoubledSlash
                ? "The path has a double slash: the base URL may end with a slash. " : "")
                + "Paths start with \(known).")
    }
}

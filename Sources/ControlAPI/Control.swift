package import Emulation
package import HTTP
internal import HTTPTypes
internal import JSON

/// The control plane, `/__admin`: what a person or a test asks of the emulator itself.
package struct Control: Sendable {
    /// The first segments of the paths it answers.
    package static let prefixes = ["__admin", "healthz", "readyz"]

    private typealias Action = @Sendable (Control) -> Response

    private static let router = Router<Action>([
        .get("/__admin/health", { $0.health() }),
        .get("/healthz", { $0.health() }),
        .get("/readyz", { $0.health() }),
        .get("/__admin/rules", { $0.listRules() }),
        .post("/__admin/keys/rotate", { $0.rotateKeys() }),
    ])

    package static let routes = router.routes.map { "\($0.method) \($0.pattern)" }

    private let version: String
    private let world: World
    private let apis: [any API.Type]
    private let clock = ContinuousClock()
    private let started: ContinuousClock.Instant

    /// - Parameter apis: the APIs of which rules are told.
    package init(version: String, apis: [any API.Type], world: World) {
        self.version = version
        self.world = world
        self.apis = apis
        started = clock.now
    }

    package func respond(to request: Request) -> Response {
        switch Self.router.match(request) {
        case .route(let route, _): route.action(self)
        case .otherMethods(let allowed): Problem.methodNotAllowed(request, allowed: allowed)
        case .none:
            Problem.noSuchPath(request, prefixes: apis.flatMap { $0.prefixes }.map(\.description))
        }
    }

    /// `GET /__admin/health`, `/healthz`, `/readyz`: a server that is not seeded does not listen.
    private func health() -> Response {
        Response(json: [
            "status": "ready", "version": .string(version),
            "uptimeSeconds": .integer((clock.now - started).components.seconds),
        ])
    }

    /// `POST /__admin/keys/rotate`: the new key signs from now on, the old ones stay published.
    private func rotateKeys() -> Response {
        Response(json: ["keys": .array(world.signingKeys.rotate().map(JSON.string))])
    }

    /// `GET /__admin/rules`
    private func listRules() -> Response {
        let rules = apis.flatMap { $0.rules }.map { rule -> JSON in
            [
                "id": .string(rule.id), "says": .string(rule.says),
                "label": .string(rule.evidence.rawValue), "source": .string(rule.source),
                "quirk": rule.quirk.map(JSON.string) ?? .null,
            ]
        }
        return Response(json: ["rules": .array(rules)])
    }
}

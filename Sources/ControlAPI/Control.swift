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

    /// A request of the control plane: what was asked, of which world.
    struct Call: Sendable {
        let path: Parameters
        let selection: WorldSelection

        var request: Request { selection.request }

        /// The world, which is made where it is named for the first time: to be asked for when
        /// nothing in the request can be refused any more.
        ///
        /// - Throws: a problem where there is none and none can be made.
        var world: World {
            get throws(Problem) { try selection.world }
        }

        /// The world as it is, or as it would be made, for what nothing is changed by.
        var present: World {
            get throws(Problem) {
                if let world = try selection.existing { return world }
                return try selection.prospect
            }
        }

        /// The content in UTF-8.
        ///
        /// - Throws: a problem for content that cannot be read.
        var text: [UInt8] {
            get throws(Problem) {
                do throws(ContentError) {
                    return try request.text
                } catch {
                    throw Problem(error)
                }
            }
        }

        /// The content as JSON; an empty object where there is none.
        ///
        /// - Throws: a problem for content that is no JSON object, and for an object in which a
        ///   name stands twice, of which one value would be lost.
        var content: JSON {
            get throws(Problem) {
                let text = try text
                guard !text.isEmpty else { return [:] }
                do {
                    let content = try JSON(parsing: text)
                    if let name = content.repeatedName {
                        throw Problem.content("has the member \"\(name.prefix(100))\" twice")
                    }
                    if case .object = content { return content }
                    throw Problem.content("must be a JSON object, not \(content.noun)")
                } catch let error as JSONError {
                    let place = "line \(error.place.line), column \(error.place.column)"
                    throw Problem.content("is not JSON: \(place): \(error.message)")
                } catch let problem as Problem {
                    throw problem
                } catch {
                    preconditionFailure("nothing else is thrown here: \(error)")
                }
            }
        }

        /// The content, which has none but these members.
        ///
        /// - Throws: a problem for content that is no JSON object, and for another member.
        func content(of known: [String]) throws(Problem) -> JSON {
            let content = try content
            for member in content.members where !known.contains(member.name) {
                throw Problem.content(
                    "has the unknown member \"\(member.name.prefix(100))\"; expected "
                        + known.joined(separator: ", "))
            }
            return content
        }
    }

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
    private let version: String
    private let shutdown: (@Sendable () -> Void)?
    private let clock = ContinuousClock()
    private let started: ContinuousClock.Instant

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

    /// Words what is refused.
    static func refusal(_ error: any Error) -> Response {
        switch error {
        case let problem as Problem: problem.response
        case let error as DataError: Problem(error).response
        case let full as MemoryFull: Problem(full).response
        case let refusal as WorldRefusal: Problem(refusal).response
        default:
            Problem(
                .internalServerError, "store-failed", "The store failed: \(error).",
                hint: "See the server's log and the space that is left."
            ).response
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

    private func noSuchPath(_ request: Request) -> Problem {
        let prefixes = Self.prefixes.prefix(1) + roster.apis.flatMap { $0.prefixes }
        let known = prefixes.map(\.description).joined(separator: ", ")
        return Problem(
            .notFound, "no-such-path",
            "Nothing answers \(request.method) \(request.target.path).",
            hint: (request.target.hasDoubledSlash
                ? "A slash is doubled in it: the base URL may end with one. " : "")
                + "Paths start with \(known).")
    }

    /// `GET /__admin/health`, `/healthz`, `/readyz`: a server that is not seeded does not listen,
    /// and one whose store was taken away is to be started anew.
    private func health(_ call: Call) throws -> Response {
        try worlds.defaultWorld.checkStore()
        return Response(json: [
            "status": "ready", "version": .string(version),
            "uptimeSeconds": .integer((clock.now - started).components.seconds),
        ])
    }

    /// `GET /__admin/rules`
    private func listRules(_ call: Call) -> Response {
        let rules = roster.rules.map { rule -> JSON in
            [
                "id": .string(rule.id), "says": .string(rule.says),
                "label": .string(rule.evidence.rawValue), "source": .string(rule.source),
                "quirk": rule.quirk.map(JSON.string) ?? .null,
            ]
        }
        return Response(json: ["rules": .array(rules)])
    }

    /// `POST /__admin/keys/rotate`: the new key signs the world's tokens from now on, the old ones
    /// stay published.
    private func rotateKeys(_ call: Call) throws -> Response {
        Response(json: ["keys": .array(try call.world.signingKeys.rotate().map(JSON.string))])
    }
}

extension Control {
    /// `GET /__admin/metrics`
    private func showMetrics(_ call: Call) throws -> Response {
        // Each world is looked at, and may be at work.
        try apart(crew.searches) { _ in
            Response(
                headerFields: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: Array(worlds.metrics.text(of: worlds).utf8))
        }
    }

    /// `POST /__admin/shutdown`: as SIGTERM does.
    private func shutDown(_ call: Call) throws -> Response {
        guard let shutdown else {
            throw Problem(
                .notImplemented, "not-a-process", "This emulator runs inside of another process.",
                hint: "End that.")
        }
        shutdown()
        return Response(.accepted, json: ["status": "stopping"])
    }

    /// `GET /__admin/openapi.json`: the control plane's own description.
    private func describeItself(_ call: Call) -> Response {
        Response(jsonText: PackageResources.openapi_json)
    }

    /// `GET /__admin/openapi/{document}`: `store.json`, `elements.json` or `admin.json`.
    private func describe(_ call: Call) throws -> Response {
        let document = call.path["document"]
        guard document != "admin.json" else { return describeItself(call) }
        let api = roster.apis.first { "\($0.name).json" == document }
        guard let text = api?.openAPI else { throw noSuchPath(call.request) }
        return Response(jsonText: text)
    }
}

extension Problem {
    /// Content that cannot be read.
    fileprivate init(_ error: ContentError) {
        switch error {
        case .coded(let coding):
            self.init(
                .unsupportedMediaType, "content-encoding",
                "Content with the Content-Encoding '\(coding.prefix(100))' is not decoded.",
                hint: "Send it as it is.")
        case .malformed: self = .content("is no UTF-16 text, as its charset or its mark has it")
        }
    }

    /// Content that is not what the operation takes.
    static func content(_ text: String) -> Problem {
        Problem(
            .badRequest, "bad-content", "The content \(text.excerpt).",
            hint: "The README shows what it may be.")
    }
}

extension JSON {
    /// A name that stands twice in an object, here or deeper; nil where there is none.
    fileprivate var repeatedName: String? {
        var names: Set<String> = []
        for member in members {
            guard names.insert(member.name).inserted else { return member.name }
            if let name = member.value.repeatedName { return name }
        }
        for element in elements { if let name = element.repeatedName { return name } }
        return nil
    }
}

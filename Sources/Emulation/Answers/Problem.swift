package import HTTP
package import HTTPTypes
import JSON
package import System

/// What goes wrong with the emulator itself, as RFC 9457 has it: with a code for machines and a
/// hint for people.
package struct Problem: Error, Sendable {
    private let status: HTTPResponse.Status
    private let code: String
    package let detail: String
    private let hint: String
    private var allowed: String?
    private var retryAfterSeconds: Int?

    package init(_ status: HTTPResponse.Status, _ code: String, _ detail: String, hint: String) {
        self.status = status
        self.code = code
        self.detail = detail
        self.hint = hint
    }

    /// A known path that does not take the method.
    package static func methodNotAllowed(_ request: Request, allowed: String) -> Problem {
        var problem = Problem(
            .methodNotAllowed, "method-not-allowed",
            "\(request.target.path) does not take \(request.method).", hint: "It takes \(allowed).")
        problem.allowed = allowed
        return problem
    }

    package init(_ refusal: WorldRefusal) {
        switch refusal {
        case .noName(let name):
            self.init(
                .badRequest, "no-world-name", "'\(name)' cannot be the name of a world.",
                hint: "A name is 1 to 64 of A-Z a-z 0-9 . _ -")
        case .tooMany(let most):
            self.init(
                .serviceUnavailable, "too-many-worlds", "There are \(most) worlds already.",
                hint: "DELETE /__admin/worlds/{name} drops one; --max-worlds allows more.")
        case .exists(let name):
            self.init(
                .conflict, "world-exists", "The world \(name) is there already.",
                hint: "DELETE it first, or POST /__admin/reset in it.")
        case .unknown(let name):
            self.init(
                .notFound, "no-such-world", "There is no world \(name).",
                hint: "GET /__admin/worlds lists them.")
        case .gone(let name):
            self.init(
                .gone, "world-gone", "The world \(name) has been, and is not here.",
                hint: "PUT /__admin/worlds/\(name) makes it anew, from the seed.")
        case .noClaim(let value):
            self.init(
                .badRequest, "no-world-claim", "X-Seatfiller-World-Exists cannot be '\(value)'.",
                hint: "It is true, or left out.")
        case .isDefault:
            self.init(
                .conflict, "default-world-stays", "The world default cannot be dropped.",
                hint: "POST /__admin/reset takes it back to its seeded state.")
        case .noMemory(let reason):
            self.init(
                .serviceUnavailable, "no-memory-for-a-world", "A world cannot be made: \(reason).",
                hint: "DELETE /__admin/worlds/{name} drops one; --memory allows more.")
        }
    }

    package init(_ tooMany: TooManyFaults) {
        self.init(
            .serviceUnavailable, "too-many-faults",
            "A world keeps \(Faults.most) faults; this one has \(tooMany.present), and there is no "
                + "room for so many more.", hint: "DELETE /__admin/faults makes room.")
    }

    /// A reset that has nothing to return to.
    package init(_ lost: SeededStateLost) {
        self.init(
            .conflict, "seeded-state-lost",
            "The store file was too large to keep in memory what it was seeded with, and has been "
                + "changed since.",
            hint: "PUT /__admin/snapshots/{name} keeps a state of any size to return to; a start "
                + "with --reseed loads the seeds anew.")
    }

    /// A call whose world has gone while it was at work.
    package init(_ replaced: WorldReplaced) {
        self.init(
            .conflict, "world-replaced", "The world was reset or replaced meanwhile.",
            hint: "What was asked has changed nothing; ask again.")
    }

    package init(_ full: WorldFull) {
        self.init(
            .registered(507), "world-full",
            "The world \(full.world) has no room for more than \(full.growth) bytes beyond its "
                + "seed.",
            hint: "POST /__admin/reset takes it back; --world-bytes gives more room.")
    }

    package init(_ full: DiskFull) {
        self.init(
            .registered(507), "disk-full",
            "The disk of the store file \(full.path) is full: nothing has changed.",
            hint: "Make room on it and ask again; what only reads is answered as before.")
    }

    package init(_ full: MemoryFull) {
        self.init(
            .serviceUnavailable, "memory-full", "There is no memory for this: \(full).",
            hint: "DELETE worlds, snapshots or faults, or start with more --memory.")
        retryAfterSeconds = 1
    }

    package init(_ spent: DescriptorsSpent) {
        self.init(
            .serviceUnavailable, "descriptors-spent",
            "The server may open no more files: connections and the store file need them.",
            hint: "Close connections, or allow it more (ulimit -n).")
        retryAfterSeconds = 1
    }

    package init(_ busy: StoreBusy) {
        self.init(
            .serviceUnavailable, "store-busy", "Another process has the store file locked.",
            hint: "Ask again when it has ended its transaction.")
        retryAfterSeconds = 1
    }

    package init(_ lost: StoreLost) {
        self.init(
            .serviceUnavailable, "store-lost", "It cannot be answered: \(lost).",
            hint: "Put the file back as it was, or start the server anew.")
    }

    package var response: Response {
        var response = Response(
            status,
            json: [
                "type": "about:blank", "title": .string(status.reasonPhrase),
                "status": .integer(Int64(status.code)), "detail": .string(detail),
                "code": .string(code), "hint": .string(hint),
            ])
        response.headerFields[.contentType] = "application/problem+json"
        if let allowed { response.headerFields[.allow] = allowed }
        // RFC 9110 section 15.5.2 wants it of every 401.
        if status == .unauthorized { response.headerFields[.wwwAuthenticate] = "Bearer" }
        if let retryAfterSeconds {
            response.headerFields[.retryAfter] = String(retryAfterSeconds)
        }
        return response
    }
}

import Emulation
import HTTP
import HTTPTypes
import SQLite
import System

// What the control plane refuses.
extension Control {
    /// The answer for an error.
    static func refusal(_ error: any Error) -> Response {
        switch error {
        case let problem as Problem: problem.response
        case let error as DataError: Problem(error).response
        case let full as MemoryFull: Problem(full).response
        case let refusal as WorldRefusal: Problem(refusal).response
        default:
            Problem(
                .internalServerError, code: "store-failed", detail: "The store failed: \(error).",
                hint: "See the server's log, and check the free space."
            ).response
        }
    }
}

extension Problem {
    /// The content cannot be read.
    init(_ error: ContentError) {
        switch error {
        case .coded(let coding):
            self.init(
                .unsupportedMediaType, code: "content-encoding",
                detail: "Content with the Content-Encoding '\(coding.prefix(100))' is not decoded.",
                hint: "Send it without a coding.")
        case .malformed:
            self = .content("is not UTF-16 text, although its charset or byte order mark says so")
        }
    }

    /// A parameter with two values would match nothing, or one of the values would be ignored.
    static func refuseRepetition(in target: Target) throws(Problem) {
        var names: Set<String> = []
        for item in target.query where !names.insert(item.name.lowercased()).inserted {
            throw Problem(
                .badRequest, code: "bad-parameter", detail: "\(item.name.excerpt) is given twice.",
                hint: "Give it once.")
        }
    }

    /// A parameter that is not known would be ignored.
    static func refuseUnknown(in target: Target, except names: [String]) throws(Problem) {
        for item in target.query where !names.contains(where: { equalsIgnoringCase($0, item.name) })
        {
            throw query(
                "has the unknown parameter \"\(item.name.prefix(100))\"; expected "
                    + (names.isEmpty ? "none" : names.joined(separator: ", ")))
        }
    }

    /// The query is not what the operation accepts.
    @Sendable static func query(_ text: String) -> Problem {
        Problem(
            .badRequest, code: "bad-parameter", detail: "The query \(text.excerpt).",
            hint: "GET /__admin/openapi.json describes what it may be.")
    }

    /// The content is not what the operation accepts.
    @Sendable static func content(_ text: String) -> Problem {
        Problem(
            .badRequest, code: "bad-content", detail: "The content \(text.excerpt).",
            hint: "GET /__admin/openapi.json describes what it may be.")
    }
}

package import HTTP
package import HTTPTypes
package import SQLite
internal import System

/// One emulated service: its routes and its rules.
package protocol API: Sendable {
    /// The first word of its rules, quirks and tables: `store`, `elements`.
    static var name: String { get }
    /// How the paths begin that it answers.
    static var prefixes: [PathPrefix] { get }
    /// `METHOD /pattern` of each route, in the order of the reference.
    static var routes: [String] { get }
    /// The names of its operations, likewise: `store.listSeatsOfUser`.
    static var operations: [String] { get }
    static var rules: [Rule] { get }
    static var quirks: [any Quirk.Type] { get }

    init(in world: World)

    /// Does what is asked; the answer is not identified yet.
    func perform(_ request: Request) -> Answer

    /// Whether a request is accepted from whoever asks, in a world that enforces that; what is not
    /// makes no world.
    func admits(_ request: Request) -> Bool

    /// What a request asks for, where an operation takes it; costs as much as finding its route.
    func operation(of request: Request) -> AskedOperation?

    /// Gives an answer what tells it from all others.
    func identify(_ response: inout Response, for request: Request)

    /// An error of this status in the API's own form, which is not identified yet.
    func failure(_ status: HTTPResponse.Status, to request: Request) -> Response
}

extension API {
    package func identify(_ response: inout Response, for request: Request) {}

    /// Does what is asked, and answers.
    package func respond(to request: Request) -> Answer {
        var answer = perform(request)
        identify(&answer.response, for: request)
        return answer
    }

    /// An error of this status in the API's own form, in answer to a request.
    package func identifiedFailure(
        _ status: HTTPResponse.Status, to request: Request
    ) -> Response {
        var response = failure(status, to: request)
        identify(&response, for: request)
        return response
    }

    /// The answer to what no operation is to blame for: a world without room, a store that somebody
    /// else holds or has taken away; nil for any other error.
    package func refusal(of error: any Error, to request: Request) -> Answer? {
        switch error {
        case let full as WorldFull: return Answer(Problem(full).response, by: WorldRule.full)
        case let full as DiskFull: return Answer(Problem(full).response, by: WorldRule.full)
        case is StoreBusy: return unavailable(request, by: WorldRule.busy)
        case is DescriptorsSpent: return unavailable(request, by: WorldRule.descriptors)
        case is MemoryFull: return unavailable(request, by: WorldRule.memory)
        case is StoreLost:
            return Answer(failure(.serviceUnavailable, to: request), by: WorldRule.lost)
        default: return nil
        }
    }

    private func unavailable(_ request: Request, by rule: Rule) -> Answer {
        var response = failure(.serviceUnavailable, to: request)
        response.headerFields[.retryAfter] = "1"
        return Answer(response, by: rule)
    }

    /// Answers as `respond` does, or as it did when nothing has changed since.
    package func answer(to request: Request, in world: World) -> Answer {
        let question = world.remembersAnswers ? AnswerCache.Question(request) : nil
        // Before the data is read: what changes meanwhile makes the answer an old one.
        let revision = world.revision
        var answer: Answer
        if let question, let known = world.answers.find(question, at: revision) {
            answer = known
            answer.isRemembered = true
        } else {
            answer = perform(request).labelled(in: world)
            if let question, answer.isLasting {
                world.answers.keep(answer, to: question, at: revision)
            }
        }
        identify(&answer.response, for: request)
        return answer
    }
}

/// An operation as the reference names it, with what a request asks it by.
package struct AskedOperation: Sendable {
    /// `store.listSeatsOfUser`
    package let name: String
    package let parameters: Parameters
    /// Nil where the operation has no pages, and where none can be meant.
    package let page: AskedPage?
}

/// A page of a list, as a request asks for it.
package struct AskedPage: Sendable {
    /// From 1 on; nil where the request does not tell.
    internal let number: Int64?
    /// What it is asked for by; nil for a first page.
    internal let key: String?

    package init(number: Int64?, key: String?) {
        self.number = number
        self.key = key
    }

    /// The page that nobody has to be told of.
    package static let first = AskedPage(number: 1, key: nil)
}

/// An emulated service that has data of its own.
package protocol SeededAPI: API {
    /// The statements that make its tables, all named `name_…`.
    static var schema: String { get }
    /// The member of a seed that is its own.
    static var seedMember: String { get }

    /// Reads its member of a seed into its tables.
    static func load(_ seed: inout SeedReader, into store: Connection) throws
    /// Statements that make temporary triggers, which word what an SQL seed does wrong.
    static var scriptGuards: String { get }
    /// Completes what a seed of this language has left to the emulator.
    ///
    /// - Returns: what is wrong with it.
    static func finish(
        _ language: Seed.Language, on store: Connection, at now: Instant
    ) throws -> [String]
    /// Writes the value of its member of a seed, which makes what its tables hold.
    static func export(_ store: Connection, to seed: inout SeedWriter) throws
    /// Gives its member of the seed that a plan asks for, piece by piece.
    static func generate(_ plan: SeedPlan, _ give: (String) throws -> Void) rethrows
    /// Fills its tables, which are empty, with the same.
    static func generate(_ plan: SeedPlan, into store: Connection) throws
    /// What its tables hold, for the ready line: `["3 users", "12 seats"]`.
    static func inventory(of store: Connection) throws -> [String]
}

/// A response, and the rule that decided it.
package struct Answer: Sendable {
    package var response: Response
    package let rule: Rule
    /// The operation that was asked for, where it is one.
    package var operation: String?
    package var parameters = Parameters()
    /// The id of the fault that fired, of several the one that had an effect.
    package var fault: String?
    /// How many faults have fired.
    package var actsOfFaults = 0
    /// Whether it was given before, and nothing had changed.
    package var isRemembered = false
    /// Whether the same request is answered alike as long as the world does not change, whenever it
    /// comes and whoever asks in open mode.
    package var isLasting = false
    /// For a page: what it was asked for by, and what the next one will be; nil for none.
    package var page: (key: String?, next: String?)?

    package init(_ response: Response, by rule: Rule) {
        self.response = response
        self.rule = rule
    }

    /// Whether what was asked for was done.
    package var isSuccess: Bool { response.status.kind == .successful }

    /// Notes what has been asked, though something else than the operation has answered.
    package mutating func concerns(_ asked: AskedOperation?) {
        operation = asked?.name
        parameters = asked?.parameters ?? Parameters()
        page = asked?.page.map { ($0.key, nil) }
    }

    /// With the rule in its header, where the world's answers have that.
    package consuming func labelled(in world: World) -> Answer {
        if world.showsRules { response.headerFields[.rule] = rule.header }
        return self
    }
}

/// How a path begins: literal segments, upper and lower case alike, and `{any}` one.
package struct PathPrefix: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// `/{tenant}/oauth2`
    package let description: String
    /// Nil for any.
    private let segments: [String?]

    package init(stringLiteral text: String) {
        description = text
        segments = text.split(separator: "/").map { $0.first == "{" ? nil : String($0) }
    }

    package func matches(_ target: Target) -> Bool {
        guard target.segments.count >= segments.count else { return false }
        for index in segments.indices {
            let given = target.segments[index]
            guard segments[index].map({ equalsIgnoringCase($0, given) }) ?? !given.isEmpty else {
                return false
            }
        }
        return true
    }
}

/// A number of things in words: `1 user`, `3 users`.
package func counted(_ count: Int64, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}

extension HTTPField.Name {
    fileprivate static let rule = HTTPField.Name("X-Seatfiller-Rule")!
}

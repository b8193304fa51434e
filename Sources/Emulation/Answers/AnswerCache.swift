import HTTP
import HTTPTypes
import System

/// Answers, mostly pages, that stay the same until the world changes.
///
/// An answer is kept when it is asked for a second time, so a walk through a million pages leaves
/// only hashes. An answer is valid only at the revision of the world at which it was made. Each
/// loop has answers of its own, so loops do not wait for each other.
final class AnswerCache: Sendable {
    /// What an answer depends on, besides the world.
    struct Question: Hashable, Sendable {
        /// The same path is another API's under the name of another host.
        let api: ObjectIdentifier
        let method: HTTPRequest.Method
        let target: String
        let contentType: String?
        let contentEncoding: String?
        let content: [UInt8]

        /// Nil if the request is too long to be worth remembering.
        init?(_ request: Request, of api: any API.Type) {
            guard request.body.count <= AnswerCache.longestQuestion else { return nil }
            self.api = ObjectIdentifier(api)
            method = request.method
            target = request.target.raw
            let isEmpty = request.body.isEmpty
            contentType = isEmpty ? nil : request.headerFields[.contentType]
            contentEncoding = isEmpty ? nil : request.headerFields[.contentEncoding]
            content = request.body
        }

        // The target and the content tell most questions apart.
        func hash(into hasher: inout Hasher) {
            hasher.combine(target)
            hasher.combine(content)
        }
    }

    private final class Kept: Sendable {
        let question: Question
        let revision: Int
        let answer: Answer
        let charge: MemoryCharge

        /// Nil if there is no memory for the answer.
        init?(
            _ answer: Answer, to question: Question, at revision: Int, in memory: MemoryBudget
        ) {
            self.question = question
            self.revision = revision
            self.answer = answer
            charge = MemoryCharge(to: memory)
            let content =
                answer.response.body.count + question.content.count
                + (answer.page?.byteCount ?? 0)
            guard charge.fit(content + question.target.utf8.count + 512) else { return nil }
        }
    }

    private struct Slot {
        /// The hash of the latest question.
        var hash = 0
        var kept: Kept?
    }

    private static let longestQuestion = 1 << 10
    private static let longestAnswer = 64 << 10
    private static let slotCount = 32

    private struct State {
        /// Empty until the first request, because most worlds see few requests.
        var slots: [Slot] = []
    }

    private let memory: MemoryBudget
    private let state = Shards { State() }

    /// - Parameter memory: pays for the answers.
    init(_ memory: MemoryBudget) {
        self.memory = memory
    }

    /// The answer that was given to a question at this revision, or nil.
    func find(_ question: Question, at revision: Int) -> Answer? {
        let hash = question.hashValue
        return state.withFree { state in
            guard !state.slots.isEmpty, let kept = state.slots[Self.place(of: hash)].kept,
                kept.revision == revision, kept.question == question
            else { return nil }
            return kept.answer
        }
    }

    /// Keeps an answer if its question was asked before. It may replace another answer.
    func keep(_ answer: Answer, to question: Question, at revision: Int) {
        guard answer.response.body.count <= Self.longestAnswer else { return }
        let hash = question.hashValue
        state.withFree { state in
            if state.slots.isEmpty {
                state.slots = [Slot](repeating: Slot(), count: Self.slotCount)
            }
            let place = Self.place(of: hash)
            if state.slots[place].hash == hash {
                state.slots[place].kept = Kept(answer, to: question, at: revision, in: memory)
            } else {
                state.slots[place].hash = hash
            }
        }
    }

    /// The memory that the answers take.
    var heldByteCount: Int {
        var count = 0
        state.forEach { count += $0.slots.reduce(0) { $0 + ($1.kept?.charge.byteCount ?? 0) } }
        return count
    }

    /// Drops all answers.
    func clear() {
        state.forEach { $0.slots = [] }
    }

    private static func place(of hash: Int) -> Int {
        hash & (slotCount - 1)
    }
}

extension World {
    /// The result of `answer`, or an earlier result if nothing has changed since.
    func remembering(
        _ request: Request, of api: any API.Type, _ answer: () -> Answer
    ) -> Answer {
        guard remembersAnswers, let question = AnswerCache.Question(request, of: api) else {
            return answer()
        }
        // Taken before the data is read, so that a change in between makes the answer stale.
        let revision = revision
        if var known = answers.find(question, at: revision) {
            known.isRemembered = true
            return known
        }
        let answer = answer()
        if answer.isCacheable { answers.keep(answer, to: question, at: revision) }
        return answer
    }

    /// Whether answers depend only on the request and the revision.
    ///
    /// They do not if another process may write the store file, if they depend on the caller, or if
    /// continuation tokens contain the time.
    private var remembersAnswers: Bool {
        traits.remembersAnswers && traits.authentication == .open && !isFile && tokens.areLasting
    }

    /// Changes with everything that may change an answer.
    private var revision: Int { parts.store.revision &+ parts.switches.revision }
}

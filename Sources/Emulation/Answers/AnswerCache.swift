import HTTP
import HTTPTypes
import System

/// Answers that stay as they are until the world changes: pages, most of all.
///
/// One is kept when it is asked for a second time, so a walk through a million pages leaves nothing
/// but hashes. What is kept says at which revision of its world it was made, and is good at no
/// other. Loops keep their own, so that a page that all of them are asked for keeps none waiting.
final class AnswerCache: Sendable {
    /// All that an answer depends on, besides the world.
    struct Question: Hashable, Sendable {
        let method: HTTPRequest.Method
        let target: String
        let contentType: String?
        let contentEncoding: String?
        let content: [UInt8]

        /// Nil for a request that is not worth remembering.
        init?(_ request: Request) {
            guard request.body.count <= AnswerCache.longestQuestion else { return nil }
            method = request.method
            target = request.target.raw
            let isEmpty = request.body.isEmpty
            contentType = isEmpty ? nil : request.headerFields[.contentType]
            contentEncoding = isEmpty ? nil : request.headerFields[.contentEncoding]
            content = request.body
        }

        /// The target tells most questions apart.
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

        /// Nil where there is no memory for it.
        init?(
            _ question: Question, _ revision: Int, _ answer: Answer, _ memory: MemoryBudget
        ) {
            self.question = question
            self.revision = revision
            self.answer = answer
            charge = MemoryCharge(to: memory)
            let content = answer.response.body.count + question.content.count
            guard charge.fit(content + question.target.utf8.count + 512) else { return nil }
        }
    }

    private struct Slot {
        /// Of the question that was asked last.
        var hash = 0
        var kept: Kept?
    }

    private static let longestQuestion = 1 << 10
    private static let longestAnswer = 64 << 10
    private static let slotCount = 32

    private struct State {
        /// Empty until something is asked: most worlds see a few requests in all.
        var slots: [Slot] = []
    }

    private let memory: MemoryBudget
    private let state = Shards { State() }

    /// - Parameter memory: what answers are charged to.
    init(_ memory: MemoryBudget) {
        self.memory = memory
    }

    /// The answer to a question as it was given at this revision.
    func find(_ question: Question, at revision: Int) -> Answer? {
        let hash = question.hashValue
        return state.withFree { state in
            guard !state.slots.isEmpty, let kept = state.slots[Self.place(of: hash)].kept,
                kept.revision == revision, kept.question == question
            else { return nil }
            return kept.answer
        }
    }

    /// Keeps an answer that has been asked for before, in place of another.
    func keep(_ answer: Answer, to question: Question, at revision: Int) {
        guard answer.response.body.count <= Self.longestAnswer else { return }
        let hash = question.hashValue
        state.withFree { state in
            if state.slots.isEmpty {
                state.slots = [Slot](repeating: Slot(), count: Self.slotCount)
            }
            let place = Self.place(of: hash)
            if state.slots[place].hash == hash {
                state.slots[place].kept = Kept(question, revision, answer, memory)
            } else {
                state.slots[place].hash = hash
            }
        }
    }

    /// The memory that answers take.
    var heldByteCount: Int {
        var count = 0
        state.forEach { count += $0.slots.reduce(0) { $0 + ($1.kept?.charge.byteCount ?? 0) } }
        return count
    }

    /// Forgets all answers.
    func clear() {
        state.forEach { $0.slots = [] }
    }

    private static func place(of hash: Int) -> Int {
        hash & (slotCount - 1)
    }
}

extension World {
    /// What `answer` gives, or gave when nothing had changed since.
    func remembering(_ request: Request, _ answer: () -> Answer) -> Answer {
        guard remembersAnswers, let question = AnswerCache.Question(request) else {
            return answer()
        }
        // Before the data is read: what changes meanwhile makes the answer an old one.
        let revision = revision
        if var known = answers.find(question, at: revision) {
            known.isRemembered = true
            return known
        }
        let answer = answer()
        if answer.isCacheable { answers.keep(answer, to: question, at: revision) }
        return answer
    }

    /// Not of a store file, which others may write, not where an answer depends on who asks, and
    /// not where the tokens of pages tell the time.
    private var remembersAnswers: Bool {
        traits.remembersAnswers && traits.authentication == .open && !isFile && tokens.areLasting
    }

    /// Another number after everything that may change an answer.
    private var revision: Int { parts.store.revision &+ parts.switches.revision }
}

import Emulation
import HTTP
import HTTPTypes
import System

// Long work, during which the event loops go on serving other requests.
extension Control {
    /// The threads that do long work.
    struct Crew: Sendable {
        /// Loads and exports data.
        let data = Workers(most: 16, waiting: 1000)
        /// Runs scripts. Each may take a minute, and other loading must not wait for that.
        let scripts = Workers(most: 4, waiting: 1000)
        /// Searches journals.
        let searches = Workers(most: 2)
    }

    /// Does work apart from the event loops, and answers when it is done.
    ///
    /// - Parameter work: receives the pending answer. Returns the answer, or nil if it has resolved
    ///   the pending answer itself.
    /// - Throws: a problem if too much work is waiting.
    func apart(
        _ workers: Workers, _ work: @escaping @Sendable (Pending) throws -> Response?
    ) throws(Problem) -> Response {
        let pending = Pending()
        let isTaken = workers.run {
            guard !pending.isCancelled else { return }
            do {
                if let answer = try work(pending) { pending.resolve(answer) }
            } catch {
                pending.resolve(Self.refusal(error))
            }
        }
        guard isTaken else { throw .tooMuchWork }
        return Response(pending)
    }

    /// Does work that writes a world's data, apart from the loops if the data is in a file.
    func writing(
        _ world: World, _ work: @escaping @Sendable () throws -> Response
    ) throws -> Response {
        guard world.isFile else { return try work() }
        return try apart(crew.data) { _ in try work() }
    }
}

extension Problem {
    static var tooMuchWork: Problem {
        Problem(
            .serviceUnavailable, code: "too-much-work", detail: "Too many long calls are waiting.",
            hint: "Try again when some of them are done.")
    }
}

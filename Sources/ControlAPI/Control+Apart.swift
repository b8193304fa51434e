import Emulation
import HTTP
import HTTPTypes
import System

// Work that takes long: loops go on serving others meanwhile.
extension Control {
    /// Who does such work.
    struct Crew: Sendable {
        /// Loads and exports data.
        let data = Workers(most: 16, waiting: 1000)
        /// Runs scripts, any of which may take its minute: others that load and export do not wait
        /// for them.
        let scripts = Workers(most: 4, waiting: 1000)
        /// Looks through journals.
        let searches = Workers(most: 2)
    }

    /// Has work done apart from the loops, and answers when it is done.
    ///
    /// - Parameter work: is given the answer that is waited for, and gives it, or nil where it has
    ///   resolved that itself.
    /// - Throws: a problem where too much of it is waiting.
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

    /// Does work that writes a world's data: apart from the loops where that is a file.
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
            .serviceUnavailable, "too-much-work", "Too many calls that take long are waiting.",
            hint: "Ask again when some of them are done.")
    }
}

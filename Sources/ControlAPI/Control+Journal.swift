import Emulation
import HTTP
import HTTPTypes
import JSON
import System

// A world's journal.
extension Control {
    /// `GET /__admin/requests?since=&before=&limit=&brief=&wait=` and criteria: lists matching
    /// entries, oldest first.
    func listRequests(_ call: Call) throws -> Response {
        let page = try JournalPage(call.request.target, of: roster)
        let world = try call.world
        guard let wait = page.wait else {
            return try apart(crew.searches) { _ in page.response(from: world.journal) }
        }
        let search = JournalSearch(world.name, among: worlds, for: page.query, since: page.since)
        return try look(for: wait, in: world.name) { [worlds] isOver in
            guard isOver || !search.found().isEmpty else { return nil }
            return page.response(from: worlds.existing(world.name)?.journal ?? world.journal)
        }
    }

    /// `GET /__admin/requests/{id}`: the whole exchange.
    func showRequest(_ call: Call) throws -> Response {
        let id = call.path["id"]
        let journal = try call.present.journal
        let number = Int64(id) ?? 0
        guard number > 0, let entry = journal.entry(number) else {
            throw Problem(
                .notFound, code: "no-such-request",
                detail: "The journal keeps no request \(id.prefix(100)).",
                hint: "GET /__admin/requests lists them.")
        }
        return Response(json: entry.json)
    }

    /// `DELETE /__admin/requests`
    func clearRequests(_ call: Call) throws -> Response {
        try call.world.journal.clear()
        return Response(.noContent)
    }

    /// `POST /__admin/requests/count`
    func countRequests(_ call: Call) throws -> Response {
        let query = try JournalQuery(try call.content, of: roster)
        let journal = try call.world.journal
        return try apart(crew.searches) { _ in
            let entries = journal.entries().entries
            let count = entries.count(where: query.matches)
            return Response(
                json: .object(
                    [JSON.Member(name: "count", value: .integer(Int64(count)))]
                        + Self.closest(count, query, entries)))
        }
    }

    /// `POST /__admin/requests/find`
    func findRequests(_ call: Call) throws -> Response {
        let query = try JournalQuery(try call.content, of: roster)
        let journal = try call.world.journal
        return try apart(crew.searches) { _ in
            let entries = journal.entries().entries
            let found = entries.filter(query.matches).suffix(JournalPage.mostAtOnce).map(\.json)
            return Response(
                json: .object(
                    [JSON.Member(name: "requests", value: .array(found))]
                        + Self.closest(found.count, query, entries)))
        }
    }

    /// The nearest misses if nothing was found.
    private static func closest(
        _ count: Int, _ query: JournalQuery, _ entries: some Collection<Journal.Entry>
    ) -> [JSON.Member] {
        guard count == 0 else { return [] }
        let misses = query.closest(among: entries.suffix(JournalPage.mostAtOnce))
        return [JSON.Member(name: "closest", value: .array(misses))]
    }

    /// `GET /__admin/requests/await?count=&timeoutMs=` and criteria: answers when `count` matching
    /// requests have come, or with a 408 and the closest misses.
    func awaitRequests(_ call: Call) throws -> Response {
        let target = call.request.target
        let wanted = try Self.number(target, "count", 1...Int64(JournalPage.mostAtOnce)) ?? 1
        let timeout = try Self.number(target, "timeoutMs", 0...600_000) ?? 10_000
        let query = try JournalQuery(target, except: ["count", "timeoutMs"], of: roster)
        let name = try call.world.name
        let search = JournalSearch(name, among: worlds, for: query)
        return try look(for: .milliseconds(timeout), in: name) { isOver in
            Self.enough(search.found(), wanted) ?? (isOver ? Self.tooLate(search, query) : nil)
        }
    }

    /// Answers as soon as there is an answer, which it looks for after each request to a world.
    ///
    /// - Parameter answer: the answer; nil if it is not there yet and the time is not over.
    private func look(
        for timeout: Duration, in name: WorldName,
        _ answer: @escaping @Sendable (_ isOver: Bool) -> Response?
    ) throws -> Response {
        let watch = worlds.journalWatch
        let pending = Pending(
            timeout: Pending.Timeout(after: timeout) {
                do throws(Problem) {
                    return try apart(crew.searches) { _ in answer(true) }
                } catch {
                    return error.response
                }
            })
        let look: @Sendable () -> Void = {
            if let response = answer(false) { pending.resolve(response) }
        }
        let id = watch.add(name, look)
        pending.whenOver { watch.remove(id, from: name) }
        // The watch tells of new entries only, so look at the present ones once.
        guard crew.searches.run(look) else {
            pending.cancel()
            throw Problem.tooMuchWork
        }
        return Response(pending)
    }

    /// The answer for a caller that waits for `wanted` requests; nil while too few have come.
    private static func enough(_ found: [Journal.Entry], _ wanted: Int64) -> Response? {
        guard found.count >= wanted else { return nil }
        return Response(json: ["requests": .array(found.map(\.json))])
    }

    private static func tooLate(_ search: JournalSearch, _ query: JournalQuery) -> Response {
        let found = search.found()
        return Response(
            .requestTimeout,
            json: [
                "count": .integer(Int64(found.count)), "requests": .array(found.map(\.json)),
                "closest": .array(query.closest(among: search.misses())),
            ])
    }

    static func number(
        _ target: Target, _ name: String, _ range: ClosedRange<Int64>
    ) throws(Problem) -> Int64? {
        guard let text = target.parameter(name) else { return nil }
        guard let number = Int64(text), range.contains(number) else {
            throw Problem(
                .badRequest, code: "bad-parameter",
                detail: "\(name) must be an integer from \(range.lowerBound) to "
                    + "\(range.upperBound), not '\(text.prefix(100))'.",
                hint: "Leave it out for the default.")
        }
        return number
    }
}

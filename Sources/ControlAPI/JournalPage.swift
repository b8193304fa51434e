import Emulation
import HTTP
import JSON

/// A part of a journal that a caller asks for.
struct JournalPage: Sendable {
    let query: JournalQuery
    let since: Int64
    /// Of which only older entries are wanted, the latest of them; nil for the oldest after
    /// `since`.
    private let before: Int64?
    private let limit: Int
    /// Whether the entries come without their headers and contents.
    private let isBrief: Bool
    /// How long the caller waits for an entry; nil if it does not.
    let wait: Duration?

    static let mostAtOnce = 10_000
    private static let longestWait: Int64 = 60

    /// Reads the parameters of a query.
    init(_ target: Target, of roster: Roster) throws(Problem) {
        since = try Control.number(target, "since", 0...Int64.max) ?? 0
        before = try Control.number(target, "before", 1...Int64.max)
        limit = Int(try Control.number(target, "limit", 1...Int64(Self.mostAtOnce)) ?? 1000)
        isBrief = try Control.choice(target, "brief", among: ["true", "false"]) == "true"
        wait = try Control.number(target, "wait", 0...Self.longestWait).map { .seconds($0) }
        query = try JournalQuery(
            target, except: ["since", "before", "limit", "brief", "wait"], of: roster)
        guard wait == nil || before == nil else {
            throw .query("waits for entries before another, which cannot come any more")
        }
    }

    func response(from journal: Journal) -> Response {
        let (entries, dropped) = journal.entries(since: since)
        let found: [Journal.Entry]
        if let before {
            let older = entries.reversed().lazy.filter { $0.id < before && query.matches($0) }
            found = older.prefix(limit).reversed()
        } else {
            found = Array(entries.lazy.filter(query.matches).prefix(limit))
        }
        // The next call need not look at entries that do not match.
        let isCut = before == nil && found.count == limit
        let end = (isCut ? found.last : entries.last)?.id ?? since
        return Response(json: [
            "requests": .array(found.map { isBrief ? $0.brief : $0.json }),
            "next": .string(String(end)), "dropped": .integer(dropped),
        ])
    }
}

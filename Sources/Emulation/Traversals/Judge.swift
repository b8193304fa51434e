import SQLite
import System

/// Counts what traversals have served and left, by one look at the data for each list.
struct Judge {
    private let lists: [String: List]
    private let columns: ListTables.Columns
    /// The data at one moment.
    private let store: Connection
    /// The changes before that moment, oldest first.
    private let log: [ChangeLog.Entry]
    private let gap: ChangeLog.Gap
    /// For each operation, where the log has changes of the rows of a list.
    private var places: [String: [Fingerprint: [Int]]] = [:]

    /// - Parameters:
    ///   - store: the data at one moment.
    ///   - last: the number of the latest change that it holds.
    ///   - start: the earliest change that one of the traversals began behind.
    init(
        _ lists: [String: List], _ tables: ListTables, in store: Connection, last: Int,
        _ changes: ChangeLog, since start: Int
    ) throws {
        self.lists = lists
        columns = try tables.columns(in: store)
        self.store = store
        let (entries, gap) = changes.entries(since: start)
        self.gap = gap
        log = entries.filter { $0.number <= last }
    }

    /// The same traversals, each with its counts.
    ///
    /// - Parameters:
    ///   - traversals: oldest or newest first. The lists of the last are looked at first.
    ///   - deadline: after which no other list is looked at.
    mutating func counted(
        _ traversals: [Traversal], until deadline: ContinuousClock.Instant? = nil
    ) throws -> [Traversal] {
        var counted = traversals
        var groups: [Fingerprint: [Int]] = [:]
        for (index, traversal) in traversals.enumerated() {
            if let reason = reason(against: traversal) {
                counted[index].counts = ServedItems(of: traversal).counts(excused: reason)
            } else if let values = traversal.values {
                groups[Fingerprint([.text(traversal.operation)] + values), default: []]
                    .append(index)
            }
        }
        for indices in groups.values.sorted(by: { $0[$0.count - 1] > $1[$1.count - 1] }) {
            if let deadline, ContinuousClock.now > deadline { break }
            let walks = indices.map { traversals[$0] }
            guard let values = walks[0].values, let list = lists[walks[0].operation] else {
                continue
            }
            let members = try ListMembers(
                of: list, values, in: store,
                after: changes(
                    of: list, walks[0].operation, values,
                    since: walks.reduce(.max) { min($0, $1.since) }),
                columns.names[list.table] ?? [])
            for index in indices { counted[index].counts = members.counts(of: traversals[index]) }
        }
        return counted
    }

    /// Why nobody can know what a traversal has left; nil if one can.
    private func reason(against traversal: Traversal) -> String? {
        if traversal.isTooLong {
            return "It is longer than is kept; --journal-bytes allows for more."
        }
        if traversal.isCrowded {
            return "More than \(OpenWalks.most) walks along its path were open at once, and nobody "
                + "can know which requests are its own."
        }
        if traversal.isMixed { return "Its path came to mean another list meanwhile." }
        if traversal.beganElsewhere {
            return "It began with another client or on another server, or its beginning is no "
                + "longer kept."
        }
        return traversal.pageCount > 0 && traversal.since < gap.end ? gap.reason.rawValue : nil
    }

    /// The changes that may concern a list.
    private mutating func changes(
        of list: List, _ operation: String, _ values: [Value], since start: Int
    ) -> [ChangeLog.Entry] {
        guard log.last?.number ?? 0 > start else { return [] }
        if places[operation] == nil { places[operation] = index(list, operation) }
        let places = places[operation] ?? [:]
        let own = places[Fingerprint(values.prefix(list.parts.count))] ?? []
        return (own + (places[Self.elsewhere] ?? [])).sorted().map { log[$0] }.filter {
            $0.number > start
        }
    }

    private func index(_ list: List, _ operation: String) -> [Fingerprint: [Int]] {
        let others = columns.others[operation] ?? []
        let columns = columns.names[list.table] ?? []
        let parts = list.parts.compactMap { columns.firstIndex(of: $0) }
        var places: [Fingerprint: [Int]] = [:]
        for (place, entry) in log.enumerated() {
            if others.contains(entry.change.table) {
                places[Self.elsewhere, default: []].append(place)
            }
            guard entry.change.table == list.table else { continue }
            let rows = [entry.change.old, entry.change.new].compactMap { $0 }
            for fingerprint in Set(rows.map { row in Fingerprint(parts.map { row[$0] }) }) {
                places[fingerprint, default: []].append(place)
            }
        }
        return places
    }

    /// Stands for the rows of other tables.
    private static let elsewhere = Fingerprint([.text("another table"), .null, .null, .null])
}

extension ServedItems {
    fileprivate func counts(excused reason: String) -> ItemCounts {
        var counts = counts
        counts.reason = reason
        return counts
    }
}

extension Fingerprint {
    /// Of values of which case does not count.
    fileprivate init(_ values: some Sequence<Value>) {
        self.init()
        for value in values {
            switch value {
            case .null: combine(0 as UInt64)
            case .integer(let integer): combine(integer)
            case .text(let text): combine(ignoringCase: text)
            }
        }
    }
}

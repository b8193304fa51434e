import Emulation
import Synchronization

/// A search that is repeated while it waits for entries. It looks at each entry once, and follows a
/// world that is dropped and made anew.
final class JournalSearch: Sendable {
    private let world: WorldName
    private let worlds: Worlds
    private let query: JournalQuery
    /// Entries up to this id do not count.
    private let since: Int64
    private let progress = Mutex(Progress())

    private struct Progress {
        /// The journal that has been searched.
        var journal: Journal?
        /// The id of the last entry that has been searched.
        var lastID: Int64 = 0
        var found: [Journal.Entry] = []
    }

    init(
        _ world: WorldName, among worlds: Worlds, for query: JournalQuery, since: Int64 = 0
    ) {
        self.world = world
        self.worlds = worlds
        self.query = query
        self.since = since
    }

    /// All matching entries that the journal now holds, oldest first. After a reset, those of the
    /// new journal.
    func found() -> [Journal.Entry] {
        guard let journal = worlds.existing(world)?.journal else { return [] }
        return progress.withLock { progress in
            let size = journal.size
            // A journal that is reset counts from 1 again.
            let isReset = size.dropped + Int64(size.entries) < progress.lastID
            if progress.journal !== journal || isReset {
                let isFirst = progress.journal == nil
                progress = Progress(journal: journal, lastID: isFirst ? since : 0)
            }
            progress.found.removeAll { $0.id <= size.dropped }
            let entries = journal.entries(since: progress.lastID).entries
            progress.found += entries.filter(query.matches)
            progress.lastID = entries.last?.id ?? progress.lastID
            return progress.found
        }
    }

    /// The entries of the journal that do not match.
    func misses() -> [Journal.Entry] {
        worlds.existing(world)?.journal.entries().entries.filter { !query.matches($0) } ?? []
    }
}

internal import Emulation
internal import Synchronization

/// What is looked for in a journal again and again: each entry is looked at once.
internal final class JournalSearch: Sendable {
    private let journal: Journal
    private let query: JournalQuery
    private let progress = Mutex(Progress())

    private struct Progress {
        /// The id of the last entry that has been looked at.
        var lastID: Int64 = 0
        var found: [Journal.Entry] = []
    }

    init(_ journal: Journal, for query: JournalQuery) {
        self.journal = journal
        self.query = query
    }

    /// All that the journal holds of it now, oldest first.
    func found() -> [Journal.Entry] {
        let size = journal.size
        return progress.withLock { progress in
            // A journal that is reset counts from 1 again.
            if size.dropped + Int64(size.entries) < progress.lastID { progress = Progress() }
            progress.found.removeAll { $0.id <= size.dropped }
            let entries = journal.entries(since: progress.lastID).entries
            progress.found += entries.filter(query.matches)
            progress.lastID = entries.last?.id ?? progress.lastID
            return progress.found
        }
    }
}

package import System

/// What all worlds of a server have in common.
package struct WorldTraits: Sendable {
    /// The APIs that answer from the worlds.
    package var roster: Roster
    package var authentication: Authentication
    package var quirks: Quirks
    package var tokens: ContinuationTokens
    let verifiedTokens = VerifiedTokens()
    let journalWatch = JournalWatch()
    let listTables: ListTables
    /// Answers requests for which faults perform others that take long.
    let faultWorkers = Workers(most: 8, waiting: 1000)
    /// The number of bytes that a world may add to its first state.
    package var growth = 64 << 20
    /// The seeded state of a larger store file is not kept in memory.
    package var largestSeededFile: Int64 = 64 << 20
    package var journal = Journal.Bounds()
    /// How long after its latest answer a client may still go on with a traversal.
    package var traversalIdleSeconds: Int64 = 30
    /// What the worlds hold is charged to this budget.
    package var memory = MemoryBudget.unbounded
    /// Whether a header of each answer names its rule.
    package var showsRules = true
    /// Reports to the operator what has happened to the data of a world.
    package var complain: @Sendable (String) -> Void = { _ in }
    /// Whether an answer may be given again while nothing has changed.
    package var remembersAnswers = true

    package init(
        roster: Roster = Roster([]), authentication: Authentication = .open,
        quirks: Quirks = Quirks(), tokens: ContinuationTokens = ContinuationTokens()
    ) {
        self.roster = roster
        self.authentication = authentication
        self.quirks = quirks
        self.tokens = tokens
        listTables = ListTables(of: roster.lists)
    }

    /// The log of the changes of a new store; nil without a journal, which notes no traversals.
    func changeLog() -> ChangeLog? {
        guard journal.entries > 0, !listTables.isEmpty else { return nil }
        return ChangeLog(of: listTables, atMost: journal.bytes / 4, memory)
    }

    /// The journal of a new world.
    func journal(of world: WorldName) -> Journal {
        Journal(of: world, journal, watch: journalWatch, memory: memory)
    }
}

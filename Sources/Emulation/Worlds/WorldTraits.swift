package import System

/// What the worlds of one server have in common.
package struct WorldTraits: Sendable {
    /// The APIs that answer from them.
    package var roster: Roster
    package var authentication: Authentication
    package var quirks: Quirks
    package var tokens: ContinuationTokens
    let verifiedTokens = VerifiedTokens()
    let journalWatch = JournalWatch()
    /// How many bytes a world may add to the state that it began with.
    package var growth = 64 << 20
    /// What a larger store file was seeded with is not kept in memory.
    package var largestSeededFile: Int64 = 64 << 20
    package var journal = Journal.Bounds()
    /// What all that they hold is charged to.
    package var memory = MemoryBudget.unbounded
    /// Whether answers say in a header by which rule they were made.
    package var showsRules = true
    /// Tells the person who runs the server what has become of a world's data.
    package var complain: @Sendable (String) -> Void = { _ in }
    /// Whether answers may be given again while nothing has changed.
    package var remembersAnswers = true

    package init(
        roster: Roster = Roster([]), authentication: Authentication = .open,
        quirks: Quirks = Quirks(), tokens: ContinuationTokens = ContinuationTokens()
    ) {
        self.roster = roster
        self.authentication = authentication
        self.quirks = quirks
        self.tokens = tokens
    }

    /// A journal of a world that begins.
    func journal(of world: WorldName) -> Journal {
        Journal(of: world, journal, watch: journalWatch, memory: memory)
    }
}

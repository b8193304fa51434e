import SQLite
import System

/// What a world is made of; two worlds that follow one another may share some of it.
struct WorldParts: Sendable {
    private(set) var store: Store
    private(set) var clock: Clock
    private(set) var switches: Switches
    private(set) var faults: Faults
    private(set) var journal: Journal
    private(set) var signingKeys: SigningKeys
    private(set) var identifiers = Identifiers()
    private(set) var usedAssertions = UsedAssertions()
    private var beginning: Beginning

    /// What a reset returns to.
    struct Beginning: Sendable {
        /// Nil for that of a file, which keeps it itself.
        var image: Image?
        /// Nobody changes these, nor the clock and the keys.
        var faults: Faults
        let clock: Clock
        let quirks: Quirks
        let keys: SigningKeys
    }

    private let memory: MemoryBudget

    /// - Parameter memory: what all of it is charged to.
    init(_ store: Store, _ beginning: Beginning, _ journal: Journal, _ memory: MemoryBudget) {
        self.memory = memory
        self.store = store
        self.beginning = beginning
        self.journal = journal
        clock = Clock(like: beginning.clock)
        switches = Switches(beginning.quirks)
        faults = Faults(like: beginning.faults)
        signingKeys = SigningKeys(like: beginning.keys)
    }

    /// What another world begins with: the seeded state, or the present one.
    func beginning(present isPresent: Bool) throws -> (Image, Beginning) {
        var beginning = beginning
        if isPresent {
            beginning = Beginning(
                image: try store.image(), faults: Faults(like: faults),
                clock: Clock(like: clock), quirks: switches.quirks,
                keys: SigningKeys(like: signingKeys))
        }
        let image = try beginning.image ?? store.firstImage()
        beginning.image = image
        return (image, beginning)
    }

    /// What the world is made of that takes the place of the one of these parts.
    ///
    /// - Parameter journal: makes one that is empty.
    func replaced(by replacement: Replacement, journal: () -> Journal) -> WorldParts {
        var parts = self
        switch replacement {
        case .beginning:
            parts = WorldParts(store, beginning, journal(), memory)
            if let image = beginning.image { parts.store.begin(image, asSeed: true) }
        case .snapshot(let image): parts.store.begin(image, asSeed: false)
        case .seed(let image, let faults):
            parts.store.begin(image, asSeed: true)
            if beginning.image != nil { parts.beginning.image = image }
            parts.beginning.faults = Faults(faults)
            parts.faults = Faults(faults)
            parts.identifiers = Identifiers()
        }
        return parts
    }
}

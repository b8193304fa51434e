import SQLite
import System

/// The parts of a world. A world shares some of them with the world that it replaces.
struct WorldParts: Sendable {
    private(set) var store: Store
    private(set) var clock: Clock
    private(set) var switches: Switches
    private(set) var faults: Faults
    private(set) var journal: Journal
    private(set) var signingKeys: SigningKeys
    private(set) var identifiers = Identifiers()
    private(set) var usedAssertions = UsedAssertions()
    private(set) var usedTokens = UsedTokens()
    private(set) var pageShifts = PageShifts()
    private var beginning: Beginning
    private let memory: MemoryBudget

    /// The state that a reset returns to. Nobody changes its faults, clock and keys.
    struct Beginning: Sendable {
        /// Nil for a file, which keeps its seeded state itself.
        var image: Image?
        var faults: Faults
        let clock: Clock
        let quirks: Quirks
        let keys: SigningKeys
    }

    /// - Parameter memory: pays for all parts.
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

    /// The seeded state or the present state, as another world begins with it.
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

    /// The parts of the world that takes the place of the present world.
    ///
    /// - Parameter journal: makes an empty journal.
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
            parts.pageShifts = PageShifts()
        }
        return parts
    }
}

extension WorldParts.Beginning {
    /// The beginning of a server's first world.
    init(_ traits: WorldTraits, image: Image? = nil, faults: [Fault], clock: Clock) {
        self.init(
            image: image, faults: Faults(faults), clock: Clock(like: clock), quirks: traits.quirks,
            keys: SigningKeys(traits.verifiedTokens))
    }
}

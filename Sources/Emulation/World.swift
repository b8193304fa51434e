package import SQLite
internal import Synchronization
internal import System

/// A whole copy of the state that answers come from: data, time, identifiers and switches.
package final class World: Sendable {
    package let name: WorldName
    /// When it was made, in real time.
    package let created = Clock.realNow
    package let clock: Clock
    private let tokens: ContinuationTokens
    package let identifiers = Identifiers()
    package let usedAssertions = UsedAssertions()
    package let faults: Faults
    /// What its access tokens are signed with.
    package let signingKeys: SigningKeys
    private let storeLock = StoreLock()
    /// Answers what may write to a store file; nil for memory.
    internal let writers: Workers?
    /// Where requests wait while long work changes the data.
    package let turnstile = Turnstile()
    package let journal: Journal
    private let traits: WorldTraits
    private let readers: StoreReaders?
    /// Of a store file; nil for memory.
    private let watch: StoreWatch?
    private let isOpen: Bool
    private let initialClock: Clock
    private let initialKeys: SigningKeys
    private let switches: Mutex<Quirks>
    /// Whether somebody has switched any: most requests need not ask for more.
    private let isSwitched: Atomic<Bool>
    private let state: Mutex<State>
    private let requests = Atomic(0)
    internal let answers = AnswerCache()
    private let changes = Atomic(0)

    /// Where the data is, and where a reset takes it back to.
    private struct State {
        var store: Store
        /// The seeded state; nil until somebody needs it.
        var seeded: Image?
        /// The faults that the seed asks for.
        var seededFaults = Faults()
        var snapshots: [String: Image] = [:]
    }

    private enum Store {
        /// Nobody has asked for anything yet.
        case image(Image)
        case memory(Connection)
        case file(Connection)
    }

    /// The world of a store that it keeps to itself from now on.
    ///
    /// - Parameter isFile: whether it is a file, which a reset writes to.
    package convenience init(
        store: sending Connection, isFile: Bool, clock: Clock, faults: [Fault] = [],
        _ traits: WorldTraits = WorldTraits()
    ) throws {
        let path = isFile ? store.path : nil
        // Whoever waits for another process does so without the world's lock.
        if isFile { store.waitForLocks(atMost: .zero) }
        let isLarge = try !isFile && store.byteCount > Self.largestLoaded
        var state = State(
            store: isFile ? .file(store) : .memory(store), seededFaults: Faults(faults))
        if isLarge { _ = try Self.seeded(&state) }
        self.init(
            .home, state, clock, traits, traits.quirks, Faults(faults),
            SigningKeys(traits.verifiedTokens),
            watch: path.map { StoreWatch($0, complain: traits.complain) })
    }

    /// The world of an image.
    package convenience init(
        _ image: Image, clock: Clock, _ traits: WorldTraits = WorldTraits()
    ) {
        let state = State(store: .image(image), seeded: image)
        self.init(
            .home, state, clock, traits, traits.quirks, Faults(),
            SigningKeys(traits.verifiedTokens))
    }

    private init(
        _ name: WorldName, _ state: sending State, _ clock: Clock, _ traits: WorldTraits,
        _ quirks: Quirks, _ faults: Faults, _ keys: SigningKeys, watch: StoreWatch? = nil
    ) {
        self.name = name
        self.traits = traits
        self.watch = watch
        readers = watch.map { StoreReaders($0.path) }
        writers = watch == nil ? nil : Workers(most: 1, waiting: .max)
        isOpen = traits.authentication == .open
        self.clock = Clock(like: clock)
        initialClock = Clock(like: clock)
        journal = Journal(of: name, traits.journal, watch: traits.journalWatch)
        tokens = traits.tokens.of(name == .home ? "" : name.description)
        switches = Mutex(quirks)
        isSwitched = Atomic(!quirks.areStandard)
        self.state = Mutex(state)
        self.faults = faults
        signingKeys = keys
        initialKeys = SigningKeys(like: keys)
    }

    package var authentication: Authentication { traits.authentication }
    internal var journalWatch: JournalWatch { traits.journalWatch }
    internal var showsRules: Bool { traits.showsRules }

    package var quirks: Quirks {
        get { isSwitched.load(ordering: .acquiring) ? switches.withLock { $0 } : Quirks() }
        set {
            switches.withLock {
                $0 = newValue
                isSwitched.store(!newValue.areStandard, ordering: .releasing)
            }
            didChange()
        }
    }

    // MARK: Answers that are given again

    /// Another number after everything that may change an answer.
    internal var revision: Int { changes.load(ordering: .acquiring) }

    /// Before whoever has made the change is answered.
    internal func didChange() {
        changes.add(1, ordering: .releasing)
    }

    /// Not of a store file, which others may write, and not where an answer depends on who asks.
    internal var remembersAnswers: Bool { traits.remembersAnswers && readers == nil && isOpen }

    /// How many answers have been given again because nothing had changed.
    package var rememberedAnswerCount: Int { answers.hitCount }

    /// Whether a token of now is one of later.
    package var hasLastingTokens: Bool { tokens.areLasting }

    /// A token that this world, and servers with the same key, honour.
    package func seal(_ content: consuming [UInt8]) -> String {
        tokens.seal(content, at: clock.now)
    }

    /// The content of a token; nil where it is none of this world's, or too old.
    package func open(_ token: String) -> [UInt8]? {
        tokens.open(token, at: clock.now)
    }

    // MARK: Data

    /// Runs `body` as one transaction on the world's data: alone, but that of a file what only
    /// reads is not kept waiting.
    package func transaction<Result: Sendable>(
        _ intent: Connection.Intent, _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        defer { if intent == .write { didChange() } }
        return try roomed {
            if intent == .read, let readers { return try readers.transaction(body) }
            return try storeLock.waiting {
                try state.withLock { state in
                    if intent == .write { try Self.keepSeededState(&state) }
                    return try connection(&state).transaction(intent, body)
                }
            }
        }
    }

    /// - Throws: `StoreLost` for a store file that has been taken away.
    package func checkStore() throws(StoreLost) {
        try watch?.check()
    }

    /// Words that there is no room, that another process has the store, or that it is gone.
    package func roomed<Result>(_ body: () throws -> Result) throws -> Result {
        try checkStore()
        do {
            return try body()
        } catch let error as SQLiteError where error.isFull {
            throw WorldFull(world: name, growth: traits.growth)
        } catch let error as SQLiteError where error.isBusy {
            throw StoreBusy()
        } catch let error as SQLiteError where error.isDamage {
            throw watch?.damaged(error) ?? error
        }
    }

    /// How many bytes it may add to the state that it began with.
    package var growth: Int { traits.growth }

    /// Whether its data is a store file.
    package var isFile: Bool { readers != nil }

    /// The path of its store; nil for memory.
    internal var filePath: String? { readers?.path }

    /// What the data is now, and at which revision.
    internal func presentState() throws -> (image: Image, room: Int, revision: Int) {
        try state.withLock { state in
            let seeded = try Self.seeded(&state)
            let revision = revision
            let image = try Self.present(&state)
            return (image, room(above: image, seeded), revision)
        }
    }

    /// Puts an image in place of the data in memory, unless that has changed since a revision.
    internal func put(_ image: Image, ifStillAt revision: Int) -> Bool {
        let isPut = state.withLock { state in
            guard self.revision == revision else { return false }
            state.store = .image(image)
            return true
        }
        if isPut { didChange() }
        return isPut
    }

    /// How many bytes a view of an image may add, so that in all it is no more than a world may add
    /// to its seed.
    internal func room(above image: Image, _ seeded: Image?) -> Int {
        max(0, traits.growth - max(0, image.byteCount - (seeded?.byteCount ?? image.byteCount)))
    }

    internal func keepSeededState() throws {
        try state.withLock { try Self.keepSeededState(&$0) }
    }

    private func connection(_ state: inout State) throws(SQLiteError) -> Connection {
        switch state.store {
        case .memory(let connection), .file(let connection): return connection
        case .image(let image):
            let connection = try StoreFile.open(
                image, growth: room(above: image, state.seeded))
            state.store = .memory(connection)
            return connection
        }
    }

    /// A larger store in memory becomes an image at the start, before a client waits for that.
    private static let largestLoaded: Int64 = 4 << 20

    /// A larger store file is not kept in memory until somebody asks for its state.
    private static let largestKept: Int64 = 64 << 20

    /// What a store holds before its first change is what it was filled or opened with.
    private static func keepSeededState(_ state: inout State) throws {
        if case .file(let connection) = state.store, try connection.byteCount > largestKept {
            return
        }
        _ = try seeded(&state)
    }

    private static func seeded(_ state: inout State) throws(SQLiteError) -> Image {
        if let seeded = state.seeded { return seeded }
        let image = try image(of: state.store)
        state.seeded = image
        // In memory once: from now on the world is a view of it.
        if case .memory = state.store { state.store = .image(image) }
        return image
    }

    private static func present(_ state: inout State) throws(SQLiteError) -> Image {
        // Whatever changes memory keeps it first: where that has not been, it is as it was seeded.
        if case .memory = state.store, state.seeded == nil { return try seeded(&state) }
        return try image(of: state.store)
    }

    private static func image(of store: Store) throws(SQLiteError) -> Image {
        switch store {
        case .image(let image): image
        case .memory(let connection), .file(let connection): try Image(of: connection)
        }
    }

    private static func restore(_ image: Image, _ state: inout State) throws {
        switch state.store {
        case .image, .memory: state.store = .image(image)
        case .file(let connection):
            connection.waitForLocks(atMost: .seconds(5))
            defer { connection.waitForLocks(atMost: .zero) }
            try connection.restore(image)
        }
    }

    // MARK: As a whole

    /// Another world: of this one's seeded state, or of what it holds now.
    package func copy(
        named name: WorldName, present isPresent: Bool
    ) throws(WorldRefusal) -> World {
        do {
            let (image, seeded, seededFaults) = try state.withLock { state throws(SQLiteError) in
                let seeded = try Self.seeded(&state)
                let image = isPresent ? try Self.present(&state) : seeded
                return (image, seeded, state.seededFaults)
            }
            let faults = Faults(like: isPresent ? self.faults : seededFaults)
            // A copy of what is there now returns to that, not to what there was before.
            return World(
                name,
                State(
                    store: .image(image), seeded: isPresent ? image : seeded,
                    seededFaults: Faults(like: faults)),
                isPresent ? clock : initialClock, traits, isPresent ? quirks : traits.quirks,
                faults, SigningKeys(like: isPresent ? signingKeys : initialKeys))
        } catch {
            throw .noMemory(error.message)
        }
    }

    /// Back to the seeded state.
    package func reset() throws {
        let seededFaults = try roomed {
            try state.withLock { state in
                try Self.restore(try Self.seeded(&state), &state)
                return state.seededFaults
            }
        }
        didChange()
        faults.follow(seededFaults)
        journal.reset()
        clock.follow(initialClock)
        quirks = traits.quirks
        signingKeys.follow(initialKeys)
        identifiers.reset()
        usedAssertions.reset()
    }

    /// Puts what an image holds in place of the data; a reset then returns to it.
    ///
    /// - Throws: `SQLiteError`; then nothing has changed.
    package func replace(by image: Image, faults: [Fault]) throws {
        try roomed {
            try state.withLock { state in
                try Self.restore(image, &state)
                state.seeded = image
                state.seededFaults = Faults(faults)
            }
        }
        didChange()
        self.faults.replace(by: faults)
        identifiers.reset()
    }

    /// Counts a request that is asked of it.
    package func count() {
        requests.add(1, ordering: .relaxed)
    }

    package var requestCount: Int { requests.load(ordering: .relaxed) }

    /// The memory that is this world's alone.
    package var privateByteCount: Int {
        state.withLock { state in
            switch state.store {
            case .image: 0
            case .memory(let connection), .file(let connection): connection.privateByteCount
            }
        }
    }

    // MARK: Snapshots

    /// So many may be kept of a world.
    package static let mostSnapshots = 100

    package var snapshotNames: [String] { state.withLock { $0.snapshots.keys.sorted() } }

    /// Keeps the data as it is now under a name, in place of what had the name.
    ///
    /// - Returns: false where there are too many.
    package func keepSnapshot(_ name: String) throws -> Bool {
        try state.withLock { state in
            guard state.snapshots[name] != nil || state.snapshots.count < Self.mostSnapshots else {
                return false
            }
            state.snapshots[name] = try Self.present(&state)
            return true
        }
    }

    /// - Returns: false where there is no such snapshot.
    package func restoreSnapshot(_ name: String) throws -> Bool {
        defer { didChange() }
        return try roomed {
            try state.withLock { state in
                guard let image = state.snapshots[name] else { return false }
                try Self.restore(image, &state)
                return true
            }
        }
    }

    /// - Returns: false where there is no such snapshot.
    package func dropSnapshot(_ name: String) -> Bool {
        state.withLock { $0.snapshots.removeValue(forKey: name) != nil }
    }
}

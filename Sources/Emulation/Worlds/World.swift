package import SQLite
import Synchronization
package import System

/// A whole copy of the state that answers come from: data, time, identifiers and switches.
///
/// A reset does not turn it back: another world takes its place, and requests that have begun in
/// this one end in it.
package final class World: Sendable {
    private let identity: WorldIdentity
    let parts: WorldParts
    /// Where requests wait while long work changes the data.
    package let turnstile = Turnstile()
    let answers: AnswerCache
    let traits: WorldTraits
    let tokens: ContinuationTokens
    private let isReplaced = Atomic(false)

    /// The world of a store that it keeps to itself from now on.
    ///
    /// - Parameter isFile: whether it is a file, which the world then writes to.
    package convenience init(
        store: sending Connection, isFile: Bool, clock: Clock, faults: [Fault] = [],
        _ traits: WorldTraits = WorldTraits()
    ) throws {
        if isFile, let path = store.path {
            self.init(
                .default,
                .file(FileStore(store, path: path, traits)),
                WorldParts.Beginning(
                    faults: Faults(faults), clock: Clock(like: clock), quirks: traits.quirks,
                    keys: SigningKeys(traits.verifiedTokens)),
                traits)
        } else {
            self.init(try Image(of: store, in: traits.memory), clock: clock, faults: faults, traits)
        }
    }

    /// The world of an image.
    package convenience init(
        _ image: Image, clock: Clock, faults: [Fault] = [], _ traits: WorldTraits = WorldTraits()
    ) {
        self.init(
            .default, image,
            WorldParts.Beginning(
                image: image, faults: Faults(faults), clock: Clock(like: clock),
                quirks: traits.quirks, keys: SigningKeys(traits.verifiedTokens)),
            traits)
    }

    /// A world in memory that begins.
    private convenience init(
        _ name: WorldName, _ image: Image, _ beginning: WorldParts.Beginning,
        _ traits: WorldTraits
    ) {
        let store = MemoryStore(image, growth: traits.growth, memory: traits.memory)
        self.init(name, .memory(store), beginning, traits)
    }

    /// A world that begins.
    private convenience init(
        _ name: WorldName, _ store: Store, _ beginning: WorldParts.Beginning, _ traits: WorldTraits
    ) {
        let parts = WorldParts(store, beginning, traits.journal(of: name), traits.memory)
        self.init(WorldIdentity(name), parts, traits)
    }

    private init(_ identity: WorldIdentity, _ parts: WorldParts, _ traits: WorldTraits) {
        self.identity = identity
        self.parts = parts
        self.traits = traits
        answers = AnswerCache(traits.memory)
        tokens = traits.tokens.of(identity.name == .default ? "" : identity.name.description)
    }

    package var name: WorldName { identity.name }
    /// When it was made, in real time.
    package var created: Instant { identity.created }
    package var clock: Clock { parts.clock }
    package var faults: Faults { parts.faults }
    package var journal: Journal { parts.journal }
    package var identifiers: Identifiers { parts.identifiers }
    package var usedAssertions: UsedAssertions { parts.usedAssertions }
    package var authentication: Authentication { traits.authentication }
    /// What its access tokens are signed with.
    package var signingKeys: SigningKeys { parts.signingKeys }
    var journalWatch: JournalWatch { traits.journalWatch }
    var showsRules: Bool { traits.showsRules }

    /// The APIs that answer from it.
    package var roster: Roster { traits.roster }

    package var quirks: Quirks { parts.switches.quirks }

    /// Switches the quirks that are set there; the others stay.
    ///
    /// - Returns: how all of them are switched then.
    package func set(_ quirks: Quirks) -> Quirks { parts.switches.set(quirks) }

    /// Counts a request that is asked of it.
    package func count() {
        identity.requests.add(1, ordering: .relaxed)
    }

    package var requestCount: Int { identity.requests.load(ordering: .relaxed) }

    /// What all that it holds is charged to.
    package var memory: MemoryBudget { traits.memory }

    /// The memory that is this world's alone: changed pages, journal, remembered answers.
    package var privateByteCount: Int {
        parts.store.privateByteCount + journal.heldByteCount + answers.heldByteCount
    }

    // MARK: Continuation tokens

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
    ///
    /// - Throws: `WorldFull`, `DiskFull`, `MemoryFull`, `DescriptorsSpent`, `StoreBusy`,
    ///   `StoreLost`, `WorldReplaced`, and whatever `body` throws.
    package func transaction<Result: Sendable>(
        _ intent: Connection.Intent, _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        try roomed {
            switch parts.store {
            case .memory(let store): try store.transaction(intent, body)
            case .file(let store): try store.transaction(intent) { try body(owned($0)) }
            }
        }
    }

    /// A directory tenant's id as an API's data has it, upper and lower case alike; nil for one
    /// that none has.
    package func tenant(_ id: String) throws -> String? {
        try transaction(.read) { store in
            for api in roster.seeded {
                if let known = try api.tenant(id, in: store) { return known }
            }
            return nil
        }
    }

    /// The application of this client id, upper and lower case alike; nil where there is none.
    package func application(_ clientID: String) throws -> Application? {
        try transaction(.read) { try Application.find(clientID, in: $0, of: roster) }
    }

    /// A connection to a file, which may have become that of the world in this one's place.
    func owned(_ connection: Connection) throws -> Connection {
        guard !isReplaced.load(ordering: .acquiring) else { throw WorldReplaced() }
        return connection
    }

    /// - Throws: `StoreLost` for a store file that has been taken away.
    package func checkStore() throws(StoreLost) {
        if case .file(let store) = parts.store { try store.watch.check() }
    }

    /// Words that there is no room left in the world or on its disk, that no more files can be
    /// opened, that another process holds the store, or that it is gone.
    package func roomed<Result>(_ body: () throws -> Result) throws -> Result {
        try checkStore()
        do {
            return try body()
        } catch let error as SQLiteError where error.isFull {
            if case .file(let store) = parts.store { throw DiskFull(path: store.path) }
            throw WorldFull(world: name, growth: traits.growth)
        } catch let error as SQLiteError where error.isBusy {
            throw StoreBusy()
        } catch let error as SQLiteError where error.isOutOfDescriptors {
            throw DescriptorsSpent()
        } catch let error as SQLiteError where error.isDamage {
            guard case .file(let store) = parts.store else { throw error }
            throw store.watch.damaged(error)
        }
    }

    /// How many bytes it may add to the state that it began with.
    package var growth: Int { traits.growth }

    /// Whether its data is a store file.
    package var isFile: Bool {
        if case .file = parts.store { true } else { false }
    }

    /// Whether what it answers counts for nothing: the file that its data was in has become that of
    /// the world in its place.
    package var isOvertaken: Bool {
        isFile && isReplaced.load(ordering: .acquiring)
    }

    // MARK: As a whole

    /// Another world: of this one's seeded state, or of what it holds now.
    func copy(
        named name: WorldName, present isPresent: Bool
    ) throws(WorldRefusal) -> World {
        do {
            // Room for the first request of it.
            _ = try memory.reserve(MemoryStore.step)
            let (image, beginning) = try parts.beginning(present: isPresent)
            return World(name, image, beginning, traits)
        } catch {
            throw .noMemory("\(error)")
        }
    }

    /// Makes the world that takes this one's place, and what goes with it.
    ///
    /// - Parameter put: puts another world in this one's place.
    /// - Throws: `SQLiteError` or `SeededStateLost`; then nothing has changed.
    func replace(
        _ replacement: Replacement, _ put: @Sendable () throws -> Void
    ) throws {
        switch parts.store {
        case .memory: try put()
        case .file(let store): try roomed { try store.replace(replacement, with: put) }
        }
    }

    /// The world that takes this one's place from now on.
    func replaced(by replacement: Replacement) -> World {
        isReplaced.store(true, ordering: .releasing)
        let parts = parts.replaced(by: replacement) { traits.journal(of: name) }
        return World(identity, parts, traits)
    }

    // MARK: Snapshots

    /// So many may be kept of a world.
    package static let mostSnapshots = 100

    package var snapshotNames: [String] { identity.snapshots.withLock { $0.keys.sorted() } }

    /// The data as it was when a snapshot was kept; nil where there is none of this name.
    package func snapshot(_ name: String) -> Image? {
        identity.snapshots.withLock { $0[name] }
    }

    /// Keeps the data as it is now under a name, in place of what had the name.
    ///
    /// - Returns: false where there are too many.
    package func keepSnapshot(_ name: String) throws -> Bool {
        let image = try parts.store.image()
        return identity.snapshots.withLock { snapshots in
            guard snapshots[name] != nil || snapshots.count < Self.mostSnapshots else {
                return false
            }
            snapshots[name] = image
            return true
        }
    }

    /// - Returns: false where there is no such snapshot.
    package func dropSnapshot(_ name: String) -> Bool {
        identity.snapshots.withLock { $0.removeValue(forKey: name) != nil }
    }
}

/// Another world has taken the place of the one whose data is asked for.
package struct WorldReplaced: Error {}

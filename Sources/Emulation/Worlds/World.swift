package import SQLite
import Synchronization
import System

/// The whole state that answers come from: data, time, identifiers, quirks, faults and journal.
///
/// A reset does not change a world. It puts a new world in its place, and requests that have begun
/// in the old world end there.
package final class World: Sendable {
    private let identity: WorldIdentity
    let parts: WorldParts
    /// Where requests wait while long work changes the data.
    package let turnstile = Turnstile()
    let answers: AnswerCache
    let traits: WorldTraits
    let tokens: ContinuationTokens
    let isReplaced = Atomic(false)

    /// A world that owns a store from now on.
    ///
    /// - Parameter isFile: whether the world writes to the file of the store. Otherwise it begins
    ///   with an image of the store, in memory.
    package convenience init(
        store: sending Connection, isFile: Bool, clock: Clock, faults: [Fault] = [],
        _ traits: WorldTraits = WorldTraits()
    ) throws {
        if isFile, let path = store.path {
            self.init(
                .default, .file(FileStore(store, path: path, traits)),
                WorldParts.Beginning(traits, faults: faults, clock: clock), traits)
        } else {
            self.init(try Image(of: store, in: traits.memory), clock: clock, faults: faults, traits)
        }
    }

    /// A world in memory that begins with an image.
    package convenience init(
        _ image: Image, clock: Clock, faults: [Fault] = [], _ traits: WorldTraits = WorldTraits()
    ) {
        self.init(
            .default, image,
            WorldParts.Beginning(traits, image: image, faults: faults, clock: clock), traits)
    }

    private convenience init(
        _ name: WorldName, _ image: Image, _ beginning: WorldParts.Beginning,
        _ traits: WorldTraits
    ) {
        let store = MemoryStore(
            image, growth: traits.growth, memory: traits.memory, changes: traits.changeLog())
        self.init(name, .memory(store), beginning, traits)
    }

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
    /// When the world was made, in real time.
    package var created: Instant { identity.created }
    package var snapshots: Snapshots { identity.snapshots }
    package var clock: Clock { parts.clock }
    package var faults: Faults { parts.faults }
    package var journal: Journal { parts.journal }
    package var identifiers: Identifiers { parts.identifiers }
    package var usedAssertions: UsedAssertions { parts.usedAssertions }
    /// The keys that sign the world's access tokens.
    package var signingKeys: SigningKeys { parts.signingKeys }
    package var quirks: Quirks { parts.switches.quirks }
    package var authentication: Authentication { traits.authentication }
    /// The APIs that answer from the world.
    package var roster: Roster { traits.roster }
    /// Where pages begin after pages with faults.
    package var pageShifts: PageShifts { parts.pageShifts }
    var journalWatch: JournalWatch { traits.journalWatch }
    var showsRules: Bool { traits.showsRules }

    /// Changes the given quirks. The others stay as they are.
    ///
    /// - Returns: the new settings of all quirks.
    package func set(_ quirks: Quirks) -> Quirks { parts.switches.set(quirks) }

    /// Counts a request to the world, and the rule that decided its answer.
    package func count(_ answer: Answer) {
        identity.requests.add(1, ordering: .relaxed)
        identity.ruleCounts.withFree { $0.add(answer) }
    }

    /// How often each rule has decided an answer of the world, also before its last reset.
    package var ruleCounts: RuleCounts { RuleCounts(of: identity.ruleCounts) }

    package func forgetRuleCounts() {
        identity.ruleCounts.forEach { $0 = RuleCounts() }
    }

    package var requestCount: Int { identity.requests.load(ordering: .relaxed) }

    // MARK: Continuation tokens

    /// A token that this world honours, also on other servers with the same key.
    ///
    /// - Parameter form: what a fault asks of it.
    package func seal(_ content: consuming [UInt8], as form: TokenForm = .plain) -> String {
        tokens.seal(content, as: form, at: clock.now)
    }

    /// The content of a token, or nil if the token is not of this world, too old or used up.
    package func open(_ token: String) -> [UInt8]? {
        guard let opened = tokens.opened(token, at: clock.now) else { return nil }
        return opened.form == .once && parts.usedTokens.contains(opened.number)
            ? nil : opened.content
    }

    /// Likewise, for the request that uses the token. A token that is good once is used up now.
    package func redeem(_ token: String) -> [UInt8]? {
        guard let opened = tokens.opened(token, at: clock.now) else { return nil }
        return opened.form == .once && !parts.usedTokens.add(opened.number) ? nil : opened.content
    }

    /// Whether a token leads to the page behind one that a fault has emptied.
    func isAfterEmpty(_ token: String) -> Bool {
        tokens.opened(token, at: clock.now)?.form == .afterEmpty
    }

    // MARK: As a whole

    /// A new world with the seeded state of this world, or with its present state.
    func copy(
        named name: WorldName, present isPresent: Bool
    ) throws(WorldRefusal) -> World {
        do {
            // The first request will need this much.
            _ = try memory.reserve(MemoryStore.step)
            let (image, beginning) = try parts.beginning(present: isPresent)
            return World(name, image, beginning, traits)
        } catch {
            throw .noMemory("\(error)")
        }
    }

    /// Changes the store file to what the new world will hold, and calls `put`.
    ///
    /// - Parameter put: puts the new world in the place of this one.
    /// - Throws: `SQLiteError` or `DataError`. Then nothing has changed.
    func replace(
        _ replacement: Replacement, _ put: @Sendable () throws -> Void
    ) throws {
        settleTraversals(before: replacement)
        switch parts.store {
        case .memory: try put()
        case .file(let store):
            try translatingErrors { try store.replace(replacement, with: put) }
        }
    }

    /// Counts what traversals have left while the data is still there. A reset forgets them.
    private func settleTraversals(before replacement: Replacement) {
        if case .beginning = replacement { return }
        do {
            try traversals.settle()
        } catch {
            // There is no memory for it, or the data cannot be read: they say so when asked.
            return
        }
    }

    /// Makes the world that takes the place of this one from now on.
    func replaced(by replacement: Replacement) -> World {
        isReplaced.store(true, ordering: .releasing)
        let parts = parts.replaced(by: replacement) { traits.journal(of: name) }
        return World(identity, parts, traits)
    }
}

import SQLite
import Synchronization
import System

/// Data in memory: a view of an image, which the first transaction opens.
final class MemoryStore: Sendable {
    /// The memory that a change may take before the view is weighed again.
    static let step = 64 << 10

    private let growth: Int
    /// The largest size of the data.
    private let limit: Int
    private let memory: MemoryBudget
    /// Pays for the pages that only the view has.
    private let charge: MemoryCharge
    private let state: Mutex<State>
    private let revisions = Atomic(0)
    /// The latest changes of rows, if somebody may ask for them.
    let changes: ChangeLog?

    private struct State {
        var base: Image
        var view: Connection?
        var weight = ViewWeight()
        /// The latest image of the view, and its revision.
        weak var latest: Image?
        var latestRevision = -1
    }

    /// Data that begins as the image of a seed.
    ///
    /// - Parameters:
    ///   - growth: the number of bytes that it may add.
    ///   - memory: pays for the data.
    ///   - changes: the log of its changes.
    convenience init(_ seeded: Image, growth: Int, memory: MemoryBudget, changes: ChangeLog?) {
        self.init(seeded, growth: growth, limit: seeded.byteCount + growth, memory, changes)
    }

    private init(
        _ base: Image, growth: Int, limit: Int, _ memory: MemoryBudget, _ changes: ChangeLog?
    ) {
        self.changes = changes
        self.growth = growth
        self.limit = limit
        self.memory = memory
        charge = MemoryCharge(to: memory)
        state = Mutex(State(base: base))
    }

    /// A store with other data, for the same world.
    ///
    /// - Parameter isSeed: whether growth counts from the new data instead of the first data.
    func replaced(by image: Image, asSeed isSeed: Bool) -> MemoryStore {
        MemoryStore(
            image, growth: growth, limit: isSeed ? image.byteCount + growth : limit, memory,
            changes?.replaced(in: memory))
    }

    /// Changes with every change of the data.
    var revision: Int { revisions.load(ordering: .acquiring) }

    /// Runs `body` as one transaction while no other runs.
    ///
    /// - Throws: `MemoryFull` before anything changes, and what `body` throws.
    func transaction<Result: Sendable>(
        _ intent: Connection.Intent, _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        // A client gets its answer only when everybody sees the change.
        defer { if intent == .write { revisions.add(1, ordering: .releasing) } }
        return try state.withLock { state in
            if intent == .write || state.view == nil {
                try charge.reserve(charge.byteCount + Self.step)
            }
            let view = try state.view ?? open(state.base)
            defer {
                if intent == .write || state.view == nil {
                    charge.set(state.weight.of(view, size: state.base.byteCount))
                }
                state.view = view
            }
            guard intent == .write, let changes else { return try view.transaction(intent, body) }
            return try changes.transaction(on: view, body)
        }
    }

    /// Runs `body` as one transaction on a copy of the data, which then replaces the data. If the
    /// data has changed meanwhile, everything begins again.
    func load<Result: Sendable>(
        _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        while true {
            let (image, revision) = try state.withLock { state -> (Image, Int) in
                let image = try self.image(of: &state)
                return (image, self.revision)
            }
            let view = try open(image)
            _ = try changes?.watch(of: view)
            let result = try view.transaction(.write, body)
            let loaded = try Image(of: view, in: memory)
            let isPut = state.withLock { state in
                guard self.revision == revision else { return false }
                state = State(base: loaded)
                charge.set(0)
                changes?.take(from: view)
                revisions.add(1, ordering: .releasing)
                return true
            }
            if isPut { return result }
        }
    }

    /// An image of the data as it is now.
    func image() throws -> Image {
        try state.withLock { try image(of: &$0) }
    }

    /// The data as it is now, on a connection of its own, and the number of the latest change that
    /// it holds.
    func present() throws -> (Connection, lastChange: Int) {
        let (image, last) = try state.withLock { state -> (Image, Int) in
            let image = try self.image(of: &state)
            return (image, changes?.settled ?? 0)
        }
        return (try StoreFile.open(image, growth: 0), last)
    }

    var privateByteCount: Int { state.withLock { $0.view?.privateByteCount ?? 0 } }

    private func image(of state: inout State) throws -> Image {
        guard let view = state.view else { return state.base }
        // A change that is not counted yet makes a later revision.
        let revision = revision
        if let latest = state.latest, state.latestRevision == revision { return latest }
        let image = try Image(of: view, in: memory)
        // The image has the view's own pages now, so a new view can share them.
        if !image.isLike(state.base) {
            state = State(base: image)
            charge.set(0)
        }
        state.latest = image
        state.latestRevision = revision
        return image
    }

    private func open(_ image: Image) throws -> Connection {
        try StoreFile.open(image, growth: max(0, limit - image.byteCount))
    }
}

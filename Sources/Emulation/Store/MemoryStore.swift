import SQLite
import Synchronization
import System

/// Data in memory: a view of an image, which is made when somebody first asks for something.
final class MemoryStore: Sendable {
    /// A change may take so much before the view is weighed again.
    static let step = 64 << 10

    private let growth: Int
    /// How large it may become in all.
    private let limit: Int
    private let memory: MemoryBudget
    /// For what the view holds of its own.
    private let charge: MemoryCharge
    private let state: Mutex<State>
    private let changes = Atomic(0)

    private struct State {
        var base: Image
        var view: Connection?
        var weight = ViewWeight()
        /// What has been made of the view last, and at which revision.
        weak var latest: Image?
        var latestRevision = -1
    }

    /// Data that begins as a seed's image.
    ///
    /// - Parameters:
    ///   - growth: how many bytes it may add.
    ///   - memory: what it is charged to.
    convenience init(_ seeded: Image, growth: Int, memory: MemoryBudget) {
        self.init(seeded, growth: growth, limit: seeded.byteCount + growth, memory)
    }

    private init(_ base: Image, growth: Int, limit: Int, _ memory: MemoryBudget) {
        self.growth = growth
        self.limit = limit
        self.memory = memory
        charge = MemoryCharge(to: memory)
        state = Mutex(State(base: base))
    }

    /// Other data, in place of this.
    ///
    /// - Parameter isSeed: whether it may grow beyond that, and not only beyond what this began as.
    func replaced(by image: Image, asSeed isSeed: Bool) -> MemoryStore {
        MemoryStore(
            image, growth: growth, limit: isSeed ? image.byteCount + growth : limit, memory)
    }

    /// Another number after every change.
    var revision: Int { changes.load(ordering: .acquiring) }

    /// Runs `body` as one transaction, alone.
    ///
    /// - Throws: `MemoryFull` before anything is changed, and what `body` throws.
    func transaction<Result: Sendable>(
        _ intent: Connection.Intent, _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        // Whoever has made a change is answered when all see it.
        defer { if intent == .write { changes.add(1, ordering: .releasing) } }
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
            return try view.transaction(intent, body)
        }
    }

    /// Runs `body` as one transaction on a view of its own, which then takes the place of the
    /// present one; where that has been changed meanwhile, all over again.
    func load<Result: Sendable>(
        _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        while true {
            let (image, revision) = try state.withLock { state -> (Image, Int) in
                let image = try self.image(of: &state)
                return (image, self.revision)
            }
            let view = try open(image)
            let result = try view.transaction(.write, body)
            let loaded = try Image(of: view, in: memory)
            let isPut = state.withLock { state in
                guard self.revision == revision else { return false }
                state = State(base: loaded)
                charge.set(0)
                changes.add(1, ordering: .releasing)
                return true
            }
            if isPut { return result }
        }
    }

    /// What it holds now.
    func image() throws -> Image {
        try state.withLock { try image(of: &$0) }
    }

    var privateByteCount: Int { state.withLock { $0.view?.privateByteCount ?? 0 } }

    private func image(of state: inout State) throws -> Image {
        guard let view = state.view else { return state.base }
        // A change that is not answered yet may be missing: it counts as a later one.
        let revision = revision
        if let latest = state.latest, state.latestRevision == revision { return latest }
        let image = try Image(of: view, in: memory)
        // The view's own pages are the image's now, which the next view shares.
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

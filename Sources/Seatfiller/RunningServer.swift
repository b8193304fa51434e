import ControlAPI
import Emulation
import HTTP
import SQLite
import Synchronization
import System

/// A server that has its process to itself: emulator, listener, log and seeds.
final class RunningServer: Sendable {
    let emulator: Emulator
    private let service: Service
    private let log: RequestLog
    private let watch: SeedWatch?
    /// What clients have read in worlds that are dropped or reset.
    private let readBefore = Mutex(ListsRead())

    /// The base URL.
    var url: String { service.url }

    /// - Parameter whenLoaded: is called before the first thread is started.
    /// - Throws: `SeatfillerError` for settings and seeds that cannot be used.
    init(
        _ settings: Settings, log: RequestLog, whenLoaded: () -> Void = {}
    ) throws(SeatfillerError) {
        Connection.ownProcess()
        CutMemory.survive()
        // Before the seeds are read, so that no change is missed.
        watch = settings.watchesSeeds ? try SeedWatch(settings) : nil
        self.log = log
        emulator = try Emulator(settings, log: log)
        whenLoaded()
        service = try Service(emulator, settings)
        warn()
    }

    /// Calls `body` when a seed changes, if seeds are watched.
    func watchSeeds(_ body: @escaping @Sendable () -> Void) throws(SeatfillerError) {
        try watch?.start(log, body)
    }

    /// What the server holds: `3 users, 12 seats, 2 customers, 4 tenants`.
    var inventory: String {
        get throws(SeatfillerError) { try emulator.inventory }
    }

    /// What clients trust the server by; nil if it speaks no TLS.
    var authorityFiles: AuthorityFiles? {
        get throws(SeatfillerError) {
            try SeatfillerError.wording { try emulator.authority?.files }
        }
    }

    /// How many requests there were, by API, and what else is worth knowing:
    /// `3 requests: 2 store, 1 entra; refused telemetry.example; 1 incomplete traversal`.
    var summary: String {
        var parts = [requests]
        if !refusedHosts.isEmpty { parts.append("refused " + refusedHosts.joined(separator: ", ")) }
        do throws(SeatfillerError) {
            let count = try listsRead.incompleteCount
            if count > 0 { parts.append("\(count) incomplete traversal\(count == 1 ? "" : "s")") }
        } catch {
            parts.append("the traversals cannot be judged: \(error)")
        }
        return parts.joined(separator: "; ")
    }

    /// Why what clients have done does not hold, a line each.
    ///
    /// - Parameter hosts: those that they may ask for, though they are not emulated.
    func complaints(allowing hosts: [Host]) throws(SeatfillerError) -> [String] {
        let refused = refusedHosts.filter { name in
            Host(authority: name).map { !hosts.contains($0) } ?? true
        }
        let listsRead = try listsRead
        return listsRead.lines
            + (listsRead.judgedCount == 0 ? ["no traversal was judged: \(whyNone)"] : [])
            + refused.map { "\($0) was asked for; --allow-host allows that" }
    }

    private var whyNone: String {
        emulator.worlds.all.contains { $0.traversals.areNoted }
            ? "the command has read no page of a list"
            : "the journal is off, and with it the traversals"
    }

    /// What the clients of all worlds have read.
    private var listsRead: ListsRead {
        get throws(SeatfillerError) {
            try SeatfillerError.wording {
                var listsRead = readBefore.withLock { $0 }
                for world in emulator.worlds.all { try listsRead.add(world) }
                return listsRead
            }
        }
    }

    /// Judges what clients have read in a world before it is dropped or reset, for what is said at
    /// the end.
    func judgeWorldsThatEnd() {
        emulator.worlds.whenJournalEnds { [weak self] world in
            self?.readBefore.withLock { listsRead in
                do {
                    try listsRead.add(world)
                } catch {
                    listsRead.add("The traversals cannot be judged: \(error).", in: world)
                }
            }
        }
    }

    /// The hosts that clients have asked for in vain, each once.
    private var refusedHosts: [String] { emulator.worlds.metrics.refusedHosts }

    private var requests: String {
        let counts = emulator.worlds.metrics.requestCounts.sorted { $0.key < $1.key }
        let total = counts.reduce(0) { $0 + $1.value }
        guard total > 0 else { return "no requests" }
        return "\(total) request\(total == 1 ? "" : "s"): "
            + counts.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }

    /// What the answers of all worlds have shown of the contract.
    var coverage: Coverage {
        Coverage(emulator.worlds.metrics.ruleCounts, of: emulator.worlds.defaultWorld.roster)
    }

    /// Loads the seeds again, and logs the outcome.
    ///
    /// - Parameter isWanted: whether it may continue.
    func reload(while isWanted: @escaping @Sendable () -> Bool = { true }) {
        do throws(SeatfillerError) {
            try emulator.reload(while: isWanted)
            SystemMemory.release()
            log.info("the seed is loaded anew: \(try emulator.inventory)")
        } catch {
            log.error("the seed is not loaded, the data stays as it was: \(error)")
        }
    }

    /// Accepts no more requests, and returns when those in flight are answered, after 5 seconds at
    /// most.
    func stop() {
        service.stop()
    }

    /// Logs a warning if others than this machine may use the control plane.
    private func warn() {
        guard service.isOpenToOthers else { return }
        log.info(
            "/__admin is open to everyone who can reach \(service.url); close it with "
                + "--admin-token or SEATFILLER_ADMIN_TOKEN")
    }

    // MARK: The ready file

    func tell(_ readyFile: ReadyFile?) throws(SeatfillerError) {
        try SeatfillerError.wording("the ready file cannot be written", .failure) {
            () throws(FileError) in try readyFile?.write(service.url + "\n")
        }
    }

    func forget(_ readyFile: ReadyFile?) {
        do throws(FileError) {
            try readyFile?.remove()
        } catch {
            log.error("the ready file cannot be removed: \(error)")
        }
    }
}

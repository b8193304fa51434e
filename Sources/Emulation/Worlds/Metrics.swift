import HTTP
import HTTPTypes
import Synchronization
import System

/// What a server has done since its start.
///
/// Everything is counted when it happens, so dropped worlds, faults and journals stay counted.
package final class Metrics: Sendable {
    private struct Key: Hashable, Comparable {
        let operation: String
        /// Nil if the client got no status.
        let status: Int?

        static func < (one: Self, other: Self) -> Bool {
            (one.operation, one.status ?? 0) < (other.operation, other.status ?? 0)
        }
    }

    private struct State {
        var requests: [Key: Int] = [:]
        /// The number of requests for no operation, by API.
        var lost: [String: Int] = [:]
        /// The number of answers in each bucket. The last counts those longer than all bounds.
        var durations = [Int](repeating: 0, count: Metrics.bucketsMicroseconds.count + 1)
        var microseconds = 0.0
        var rememberedAnswers = 0
        var actsOfFaults = 0
        var rules = RuleCounts()

        mutating func add(_ other: State) {
            requests.merge(other.requests, uniquingKeysWith: +)
            lost.merge(other.lost, uniquingKeysWith: +)
            for bucket in durations.indices { durations[bucket] += other.durations[bucket] }
            microseconds += other.microseconds
            rememberedAnswers += other.rememberedAnswers
            actsOfFaults += other.actsOfFaults
        }
    }

    private let state = Shards { State() }
    private let refused = Mutex<[String]>([])
    private let connections = Mutex<(@Sendable () -> Int)?>(nil)

    /// The upper bounds of the latency histogram.
    private static let bucketsMicroseconds: [Double] = [
        25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 100_000,
    ]

    package init() {}

    /// Counts an answer.
    ///
    /// - Parameter api: the name of the API that was asked.
    package func count(_ answer: Answer, of api: String, taking duration: Duration) {
        let key = Key(
            operation: answer.operation ?? "none", status: answer.response.sentStatus?.code)
        let microseconds = duration / .microseconds(1)
        let bounds = Self.bucketsMicroseconds
        let bucket = bounds.firstIndex { microseconds <= $0 } ?? bounds.count
        state.withFree { state in
            state.requests[key, default: 0] += 1
            if answer.operation == nil { state.lost[api, default: 0] += 1 }
            state.durations[bucket] += 1
            state.microseconds += microseconds
            state.actsOfFaults += answer.actsOfFaults
            if answer.isRemembered { state.rememberedAnswers += 1 }
            state.rules.add(answer)
        }
    }

    /// The number of requests to each API, by its name.
    package var requestCounts: [String: Int] {
        var state = State()
        self.state.forEach { state.add($0) }
        return state.requests.reduce(into: state.lost) { counts, entry in
            // store.listSeatsOfUser
            guard let dot = entry.key.operation.firstIndex(of: ".") else { return }
            counts[String(entry.key.operation[..<dot]), default: 0] += entry.value
        }
    }

    /// How often each rule has decided an answer, in any world.
    package var ruleCounts: RuleCounts {
        var counts = RuleCounts()
        state.forEach { counts.add($0.rules) }
        return counts
    }

    package func forgetRuleCounts() {
        state.forEach { $0.rules = RuleCounts() }
    }

    /// Notes a host that the proxy has refused.
    package func noteRefused(_ host: Substring) {
        refused.withLock { hosts in
            guard hosts.count < Self.mostRefused, !hosts.contains(String(host)) else { return }
            hosts.append(String(host))
        }
    }

    /// The hosts that the proxy has refused, each once, in the order of the requests.
    package var refusedHosts: [String] { refused.withLock { $0 } }

    private static let mostRefused = 100

    /// Sets the source of the number of open connections.
    package func watch(_ connections: @escaping @Sendable () -> Int) {
        self.connections.withLock { $0 = connections }
    }

    /// The metrics of a server with these worlds, as Prometheus reads them.
    package func text(of worlds: Worlds) -> String {
        var state = State()
        self.state.forEach { state.add($0) }
        var text = PrometheusText()
        let requests = "seatfiller_requests_total"
        text.family(requests, kind: "counter", help: "Answers by operation and status.")
        for (key, count) in state.requests.sorted(by: { $0.key < $1.key }) {
            let status = key.status.map { String($0) } ?? "none"
            let labels = #"{operation="\#(key.operation)",status="\#(status)"}"#
            text.sample(requests, labels: labels, Double(count))
        }
        let duration = "seatfiller_request_duration_seconds"
        text.family(duration, kind: "histogram", help: "How long an answer took to make.")
        var total = 0
        let bounds = Self.bucketsMicroseconds.map { "\($0 / 1e6)" } + ["+Inf"]
        for (bound, count) in zip(bounds, state.durations) {
            total += count
            text.sample("\(duration)_bucket", labels: #"{le="\#(bound)"}"#, Double(total))
        }
        text.sample("\(duration)_sum", state.microseconds / 1e6)
        text.sample("\(duration)_count", Double(total))

        let all = worlds.all
        text.gauge("seatfiller_worlds", all.count, help: "Worlds that exist.")
        text.gauge(
            "seatfiller_journal_bytes", all.reduce(0) { $0 + $1.journal.size.bytes },
            help: "Bytes that the journals hold.")
        text.counter(
            "seatfiller_journal_dropped_total", worlds.journalWatch.droppedEntries,
            help: "Entries that the journals have dropped.")
        text.counter(
            "seatfiller_faults_fired_total", state.actsOfFaults,
            help: "How often faults have fired.")
        text.counter(
            "seatfiller_remembered_answers_total", state.rememberedAnswers,
            help: "Answers that were given again because nothing had changed.")
        text.gauge(
            "seatfiller_store_bytes", all.reduce(0) { $0 + $1.privateByteCount },
            help: "Bytes of memory that the worlds do not share.")
        text.gauge(
            "seatfiller_held_bytes", worlds.defaultWorld.memory.heldByteCount,
            help: "Bytes of --memory that are in use.")
        text.gauge(
            "seatfiller_connections", connections.withLock { $0 }?() ?? 0,
            help: "Connections that are open.")
        return text.text
    }
}

import HTTP
import HTTPTypes
import Synchronization
import System

/// What a server has done since its start, counted when it happens: what becomes of worlds, faults
/// and journals later takes nothing back.
package final class Metrics: Sendable {
    fileprivate struct Key: Hashable {
        let operation: String
        /// Nil where the client got none.
        let status: Int?
    }

    private struct State {
        var requests: [Key: Int] = [:]
        /// Of each bucket, and of what is longer than all of them.
        var durations = [Int](repeating: 0, count: Metrics.bucketsMicroseconds.count + 1)
        var microseconds = 0.0
        var rememberedAnswers = 0
        var actsOfFaults = 0

        mutating func add(_ other: State) {
            requests.merge(other.requests, uniquingKeysWith: +)
            for bucket in durations.indices { durations[bucket] += other.durations[bucket] }
            microseconds += other.microseconds
            rememberedAnswers += other.rememberedAnswers
            actsOfFaults += other.actsOfFaults
        }
    }

    private let state = Shards { State() }
    private let connections = Mutex<(@Sendable () -> Int)?>(nil)

    /// The upper bounds of the latency histogram.
    private static let bucketsMicroseconds: [Double] = [
        25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 100_000,
    ]

    package init() {}

    /// Counts an answer.
    package func count(_ answer: Answer, taking duration: Duration) {
        let key = Key(
            operation: answer.operation ?? "none", status: answer.response.sentStatus?.code)
        let microseconds = duration / .microseconds(1)
        let bucket =
            Self.bucketsMicroseconds.firstIndex { microseconds <= $0 }
            ?? Self.bucketsMicroseconds.count
        state.withFree { state in
            state.requests[key, default: 0] += 1
            state.durations[bucket] += 1
            state.microseconds += microseconds
            state.actsOfFaults += answer.actsOfFaults
            if answer.isRemembered { state.rememberedAnswers += 1 }
        }
    }

    /// Where the number of open connections is known.
    package func watch(_ connections: @escaping @Sendable () -> Int) {
        self.connections.withLock { $0 = connections }
    }

    /// Prometheus' text format, version 0.0.4.
    package func text(of worlds: Worlds) -> String {
        var state = State()
        self.state.forEach { state.add($0) }
        var text = Exposition()
        text.family("seatfiller_requests_total", "counter", "Answers by operation and status.")
        for (key, count) in state.requests.sorted(by: { $0.key.isBefore($1.key) }) {
            let status = key.status.map { String($0) } ?? "none"
            text.sample(
                "seatfiller_requests_total",
                #"{operation="\#(key.operation)",status="\#(status)"}"#, Double(count))
        }
        text.family(
            "seatfiller_request_duration_seconds", "histogram", "How long an answer took to make.")
        var total = 0
        for (bound, count) in zip(Self.bucketsMicroseconds, state.durations) {
            total += count
            text.sample(
                "seatfiller_request_duration_seconds_bucket", #"{le="\#(bound / 1e6)"}"#,
                Double(total))
        }
        total += state.durations[state.durations.count - 1]
        text.sample(
            "seatfiller_request_duration_seconds_bucket", #"{le="+Inf"}"#, Double(total))
        text.sample("seatfiller_request_duration_seconds_sum", "", state.microseconds / 1e6)
        text.sample("seatfiller_request_duration_seconds_count", "", Double(total))

        let all = worlds.all
        text.gauge("seatfiller_worlds", "Worlds that are there.", all.count)
        text.gauge(
            "seatfiller_journal_bytes", "What the journals hold.",
            all.reduce(0) { $0 + $1.journal.size.bytes })
        text.counter(
            "seatfiller_journal_dropped_total", "Entries that the journals have dropped.",
            worlds.journalWatch.droppedEntries)
        text.counter(
            "seatfiller_faults_fired_total", "How often faults have fired.",
            state.actsOfFaults)
        text.counter(
            "seatfiller_remembered_answers_total",
            "Answers that were given again because nothing had changed.",
            state.rememberedAnswers)
        text.gauge(
            "seatfiller_store_bytes", "The memory that is the worlds' own.",
            all.reduce(0) { $0 + $1.privateByteCount })
        text.gauge(
            "seatfiller_held_bytes", "What is held of --memory.",
            worlds.defaultWorld.memory.heldByteCount)
        text.gauge(
            "seatfiller_connections", "Connections that are open.",
            connections.withLock { $0 }?() ?? 0)
        return text.text
    }

    private struct Exposition {
        private(set) var text = ""

        mutating func family(_ name: String, _ kind: String, _ help: String) {
            text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
        }

        mutating func sample(_ name: String, _ labels: String, _ value: Double) {
            text += "\(name)\(labels) \(value)\n"
        }

        mutating func gauge(_ name: String, _ help: String, _ value: Int) {
            family(name, "gauge", help)
            sample(name, "", Double(value))
        }

        mutating func counter(_ name: String, _ help: String, _ value: Int) {
            family(name, "counter", help)
            sample(name, "", Double(value))
        }
    }
}

extension Metrics.Key {
    fileprivate func isBefore(_ other: Self) -> Bool {
        (operation, status ?? 0) < (other.operation, other.status ?? 0)
    }
}

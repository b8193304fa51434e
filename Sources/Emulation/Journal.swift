package import HTTP
internal import HTTPTypes
internal import Synchronization

/// What was asked of a world and answered, the latest requests of it.
package final class Journal: Sendable {
    /// How much is kept.
    package struct Bounds: Sendable {
        /// 0 for no journal at all.
        package var entries = 10_000
        package var bytes = 16 << 20

        package init() {}
    }

    /// A request and what came of it.
    package struct Entry: Sendable {
        /// From 1 on.
        package internal(set) var id: Int64 = 0
        package let at: Instant
        package let world: WorldName
        private let method: HTTPRequest.Method
        private let target: String
        private let headerFields: HTTPFields
        private let body: [UInt8]
        /// Whether the content is longer than what is kept of it.
        package let isTruncated: Bool
        package let status: Int
        package let operation: String?
        package let parameters: Parameters
        package let rule: String?
        package let fault: String?
        /// The walk along pages that the request belongs to: the id of its first request.
        package internal(set) var traversal: Int64?
        package let duration: Duration
        /// About how much memory it takes.
        fileprivate let byteCount: Int

        /// The request, taken apart again: ten thousand of them are kept, and few are looked at.
        package var request: Request {
            Request(method, target, headerFields: headerFields, body: body)
        }

        fileprivate init(
            _ request: Request, _ answer: Answer, in world: WorldName, at: Instant,
            traversal: Int64?, taking duration: Duration
        ) {
            self.at = at
            self.world = world
            method = request.method
            target = request.target.raw
            headerFields = request.headerFields
            isTruncated = request.body.count > Journal.longestBody
            body = isTruncated ? Array(request.body.prefix(Journal.longestBody)) : request.body
            status = answer.response.status.code
            operation = answer.operation
            parameters = answer.parameters
            rule = answer.rule.id
            fault = answer.fault
            self.traversal = traversal
            self.duration = duration
            byteCount = request.byteCount - request.body.count + body.count
        }
    }

    /// What is kept of a request's content.
    private static let longestBody = 8 << 10

    private struct State {
        var entries: [Entry] = []
        /// How many at the front are dropped already.
        var head = 0
        var byteCount = 0
        var lastID: Int64 = 0
    }

    private let bounds: Bounds
    private let state = Mutex(State())

    package init(_ bounds: Bounds) {
        self.bounds = bounds
    }

    package var isOn: Bool { bounds.entries > 0 }

    /// Writes down a request and its answer.
    ///
    /// - Parameter traversal: the walk that it goes on with; 0 where it begins one, nil where it
    ///   is none.
    /// - Returns: the entry's id.
    @discardableResult
    package func write(
        _ request: Request, _ answer: Answer, in world: WorldName, at: Instant,
        traversal: Int64?, taking duration: Duration
    ) -> Int64 {
        var entry = Entry(
            request, answer, in: world, at: at, traversal: traversal, taking: duration)
        return state.withLock { state in
            state.lastID += 1
            entry.id = state.lastID
            if traversal == 0 { entry.traversal = entry.id }
            state.entries.append(entry)
            state.byteCount += entry.byteCount
            while state.entries.count - state.head > bounds.entries
                || state.byteCount > bounds.bytes, state.head < state.entries.count
            {
                state.byteCount -= state.entries[state.head].byteCount
                state.head += 1
            }
            // An eighth of the array is gone: move the rest to its front. More would keep as much
            // again in memory as the bounds allow.
            if state.head > 64, state.head * 8 > state.entries.count {
                state.entries.removeFirst(state.head)
                state.head = 0
            }
            return entry.id
        }
    }

    /// The entries behind an id, oldest first, and how many behind it are gone.
    package func entries(since id: Int64 = 0) -> (entries: ArraySlice<Entry>, dropped: Int64) {
        state.withLock { state in
            let kept = state.entries[state.head...]
            let oldest = kept.first?.id ?? state.lastID + 1
            let start = kept.startIndex + Int(max(0, id + 1 - oldest))
            return (
                start < kept.endIndex ? kept[start...] : [],
                max(0, oldest - 1 - id)
            )
        }
    }

    /// Forgets what is there; ids go on.
    package func clear() {
        state.withLock { state in
            state.entries = []
            state.head = 0
            state.byteCount = 0
        }
    }

    /// Begins anew.
    package func reset() {
        state.withLock { $0 = State() }
    }

    /// How much it holds, and how much it has dropped.
    package var size: (entries: Int, bytes: Int, dropped: Int64) {
        state.withLock { state in
            let count = state.entries.count - state.head
            return (count, state.byteCount, state.lastID - Int64(count))
        }
    }
}

extension Request {
    /// About how much memory it takes.
    fileprivate var byteCount: Int {
        var count = 700 + target.raw.utf8.count + body.count
        for field in headerFields {
            count += 64 + field.name.rawName.utf8.count + field.value.utf8.count
        }
        return count
    }
}

/// The walks along pages that are under way in a world.
package final class Traversals: Sendable {
    private struct State {
        var pages: [String: (traversal: Int64, page: Int)] = [:]
        /// In the order of their arrival, to be forgotten in.
        var order: [String] = []
        var head = 0
    }

    private let state = Mutex(State())

    /// Of so many pages it is known what comes next; the oldest are forgotten.
    private static let most = 10_000

    package init() {}

    /// The walk and the number of the page that a request with this key asks for.
    package func find(_ key: String) -> (traversal: Int64, page: Int)? {
        state.withLock { $0.pages[key] }
    }

    /// Notes by which key the next page of a walk will be asked for.
    package func expect(_ key: String, _ traversal: Int64, page: Int) {
        state.withLock { state in
            if state.pages.updateValue((traversal, page), forKey: key) == nil {
                state.order.append(key)
            }
            if state.order.count - state.head > Self.most {
                state.pages[state.order[state.head]] = nil
                state.head += 1
            }
            if state.head > Self.most / 8 {
                state.order.removeFirst(state.head)
                state.head = 0
            }
        }
    }

    package func reset() {
        state.withLock { $0 = State() }
    }
}

import Emulation
import HTTP
import HTTPTypes

extension Emulator.World {
    /// A world's journal.
    public struct Journal: Sendable {
        let world: Emulator.World
        private var journal: Emulation.Journal { world.present.journal }

        /// A request and what came of it.
        public struct Entry: Sendable {
            /// From 1 on.
            public let id: Int
            /// `GET`, `POST`, …
            public let method: String
            /// Path and query as received.
            public let target: String
            /// The part of the content that the journal keeps.
            public let body: String
            /// The status code of the answer; nil if a fault ended the connection without a status.
            public let status: Int?
            /// As the reference names it: `store.listSeatsOfUser`.
            public let operation: String?
            /// The rule that decided the answer.
            public let rule: String?
            /// The fault that fired.
            public let fault: String?
            /// The traversal of pages that it belongs to: the id of the traversal's first request.
            public let traversal: Int?
        }

        /// The entries that are kept, oldest first.
        public var entries: [Entry] {
            journal.entries().entries.map { entry in
                let request = entry.request
                return Entry(
                    id: Int(entry.id), method: request.method.rawValue, target: request.target.raw,
                    body: String(decoding: request.body, as: UTF8.self), status: entry.status,
                    operation: entry.operation, rule: entry.rule,
                    fault: entry.fault, traversal: entry.traversal.map { Int($0) })
            }
        }

        /// Removes all entries.
        public func clear() { journal.clear() }
    }
}

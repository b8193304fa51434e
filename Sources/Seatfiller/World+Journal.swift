import Emulation
import HTTP
import HTTPTypes

extension Emulator.World {
    /// A world's journal: a sequence of the entries that it keeps, oldest first.
    ///
    /// ```swift
    /// #expect(world.journal.count { $0.status == 429 } == 1)
    /// ```
    public struct Journal: Sendable, Sequence {
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
            /// What was asked for; nil for what is no operation of an emulated API.
            public let operation: Operation?
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
                    operation: entry.operation.flatMap(Operation.init), rule: entry.rule,
                    fault: entry.fault, traversal: entry.traversal.map { Int($0) })
            }
        }

        /// Goes through the entries that are kept now.
        public func makeIterator() -> IndexingIterator<[Entry]> { entries.makeIterator() }

        /// Removes all entries.
        public func clear() { journal.clear() }
    }
}

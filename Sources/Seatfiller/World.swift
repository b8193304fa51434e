import Emulation
import HTTP
import HTTPTypes

extension Emulator {
    /// A world of this emulator: made as it is named first, and nobody else's.
    ///
    /// ```swift
    /// let world = try emulator.world("a")
    /// try world.faults.add(#"{ "do": { "status": 503 }, "when": { "call": 2 } }"#)
    /// let client = LicenceClient(baseURL: url + world.path)
    /// ```
    ///
    /// - Throws: `SeatfillerError` for a name that cannot be one, and where there are too many.
    public func world(_ name: String) throws(SeatfillerError) -> World {
        do throws(WorldRefusal) {
            return World(try worlds.world(try WorldName(name)), of: self)
        } catch {
            throw SeatfillerError(.usage, Problem(error).detail)
        }
    }

    /// A whole copy of the state: data, clock, faults, journal.
    public struct World: Sendable {
        private let made: Emulation.World
        private let emulator: Emulator

        init(_ world: Emulation.World, of emulator: Emulator) {
            made = world
            self.emulator = emulator
        }

        /// What has taken its place since, where something has.
        fileprivate var present: Emulation.World { emulator.worlds.existing(made.name) ?? made }

        /// Its name.
        public var name: String { made.name.description }

        /// What a base URL ends with that leads to it.
        public var path: String { "/__world/\(name)" }

        /// Answers a request without a socket.
        public func respond(to request: Request) -> Response {
            var request = request
            if HTTP.Request(request).map(emulator.isMeantForHost) == true {
                let header = HTTPField.Name.seatfillerWorld
                request.headers.removeAll { HTTPField.Name($0.name) == header }
                request.headers.append((name: header.rawName, value: name))
            } else {
                request.target = path + request.target
            }
            return emulator.respond(to: request)
        }

        /// Its time.
        public var clock: Clock { Clock(world: self) }

        /// The answers that are asked for in advance.
        public var faults: Faults { Faults(world: self) }

        /// What was asked of it.
        public var journal: Journal { Journal(world: self) }

        /// Takes it back to the seeded state: data, clock, faults, journal.
        ///
        /// - Throws: `SeatfillerError` where the store cannot do it.
        public func reset() throws(SeatfillerError) {
            do {
                try emulator.worlds.replace(made.name, as: .beginning)
            } catch let error as DataError {
                throw SeatfillerError(.failure, Problem(error).detail)
            } catch {
                throw SeatfillerError(.failure, "the store failed: \(error)")
            }
        }

        /// Forgets it; one of the same name begins anew.
        public func drop() {
            do throws(WorldRefusal) {
                try emulator.worlds.drop(made.name)
            } catch {
                // It has been dropped already, or is the one that stays.
                return
            }
        }
    }
}

extension Emulator.World {
    /// A world's time.
    public struct Clock: Sendable {
        fileprivate let world: Emulator.World
        private var clock: Emulation.Clock { world.present.clock }

        /// Now, as `2018-05-01T12:00:00.0000000+00:00`.
        public var now: String { clock.now.text }

        /// Stops the time where it is.
        public func freeze() { clock.freeze() }

        /// Stops the time at an ISO 8601 instant.
        ///
        /// - Throws: `SeatfillerError` for a text that is none, or not in the years 1 to 9999.
        public func freeze(at instant: String) throws(SeatfillerError) {
            guard let instant = Instant(instant) else {
                throw SeatfillerError(.usage, "'\(instant)' is not an instant")
            }
            clock.freeze(at: instant)
        }

        /// Moves the time forward or, below zero, back: to the years 1 and 9999 at most.
        public func advance(by duration: Duration) { clock.advance(by: duration) }

        /// Lets the time run so many times as fast as real time: from 0 to 1,000,000 times, and
        /// more or less is as much as that. It stands still at the end of the year 9999.
        public func run(scale: Double) { clock.run(scale: scale) }

        /// Returns to real time.
        public func returnToReal() { clock.returnToReal() }
    }

    /// A world's faults.
    public struct Faults: Sendable {
        fileprivate let world: Emulator.World
        private var faults: Emulation.Faults { world.present.faults }

        /// Adds a fault, or a list of them, as the control plane takes them.
        ///
        /// - Returns: their ids.
        /// - Throws: `SeatfillerError` that says what is wrong, and where.
        @discardableResult
        public func add(_ json: String) throws(SeatfillerError) -> [String] {
            do {
                return try faults.add(
                    Fault.list(in: Array(json.utf8), for: world.present.roster))
            } catch let tooMany as TooManyFaults {
                throw SeatfillerError(.usage, Problem(tooMany).detail)
            } catch {
                throw SeatfillerError(.usage, "\(error)")
            }
        }

        /// Removes one; false where there is none of this id.
        @discardableResult
        public func remove(_ id: String) -> Bool { faults.remove(id) }

        /// Removes all.
        public func removeAll() { faults.removeAll() }

        /// How often any of them has fired.
        public var firedCount: Int { Int(faults.firedCount) }
    }

    /// A world's journal.
    public struct Journal: Sendable {
        fileprivate let world: Emulator.World
        private var journal: Emulation.Journal { world.present.journal }

        /// A request and what came of it.
        public struct Entry: Sendable {
            /// From 1 on.
            public let id: Int
            /// `GET`, `POST`, …
            public let method: String
            /// Path and query as they came.
            public let target: String
            /// The content, what is kept of it.
            public let body: String
            /// The status code of the answer; nil where a fault ended the connection without one.
            public let status: Int?
            /// As the reference names it: `store.listSeatsOfUser`.
            public let operation: String?
            /// The rule that decided the answer.
            public let rule: String?
            /// The fault that fired.
            public let fault: String?
            /// The walk along pages that it belongs to: the id of its first request.
            public let traversal: Int?
        }

        /// What is kept, oldest first.
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

        /// Forgets what is there.
        public func clear() { journal.clear() }
    }
}

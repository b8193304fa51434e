import Emulation
import HTTP
import HTTPTypes

extension Emulator {
    /// A world of this emulator. The first call with a name makes the world.
    ///
    /// ```swift
    /// let world = try emulator.world("a")
    /// try world.faults.add(Fault(.status(503), call: 2))
    /// let client = LicenceClient(baseURL: url + world.path)
    /// ```
    ///
    /// - Throws: `SeatfillerError` for an invalid name, or if there are too many worlds.
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

        /// The world that has taken its place since, if any.
        var present: Emulation.World { emulator.worlds.existing(made.name) ?? made }

        /// Whether nobody has dropped it.
        var isThere: Bool { emulator.worlds.existing(made.name) != nil }

        /// Its name.
        public var name: String { made.name.description }

        /// The end of a base URL that leads to the world.
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

        /// The answers that tests have ordered in advance.
        public var faults: Faults { Faults(world: self) }

        /// The requests that it has answered.
        public var journal: Journal { Journal(world: self) }

        /// Takes it back to the seeded state: data, clock, faults, journal.
        ///
        /// - Throws: `SeatfillerError` if the store cannot be reset.
        public func reset() throws(SeatfillerError) {
            do {
                try emulator.worlds.replace(made.name, as: .beginning)
            } catch let error as DataError {
                throw SeatfillerError(.failure, Problem(error).detail)
            } catch {
                throw SeatfillerError(.failure, "the store failed: \(error)")
            }
        }

        /// Drops the world. A world of the same name begins anew.
        public func drop() {
            do throws(WorldRefusal) {
                try emulator.worlds.drop(made.name)
            } catch {
                // It has been dropped already, or it is `default`, which stays.
                return
            }
        }
    }
}

public import Seatfiller
import Testing

/// The emulator as a test sees it: a world of the test's own, on the one server of the process.
///
/// ```swift
/// @Test(.seatfiller(seed: .path("seed/demo.json")))
/// func `comes back after too many requests`() async throws {
///     let filler = Seatfiller.current
///     filler.faults.add(
///         Fault(.status(429, retryAfter: .seconds(1)), on: .listSeatsOfUser, page: 2, times: 1))
///     let seats = try await LicenceClient(baseURL: filler.url).seats(of: "max@contoso.com")
///     #expect(seats.count == 260)
///     #expect(filler.journal.count { $0.status == 429 } == 1)
/// }
/// ```
public struct Seatfiller: Sendable {
    /// The world, which is dropped at the end of the test.
    public let world: Emulator.World
    /// The base URL that leads a client to the world: `http://127.0.0.1:40112/__world/…`.
    public let url: String
    /// A reset does not keep them.
    private let quirks: [Quirk]

    init(_ world: Emulator.World, at server: String, quirks: [Quirk]) {
        self.world = world
        url = server + world.path
        self.quirks = quirks
    }

    @TaskLocal static var present: Seatfiller?

    /// The world of the test that runs.
    ///
    /// The trait `.seatfiller` of the test or of its suite makes it. Child tasks see it, too;
    /// detached tasks do not, so hand them its `url`. Where there is none, the test fails, and gets
    /// a world that all such places share.
    public static var current: Seatfiller {
        if let present { return present }
        Issue.record(
            """
            Seatfiller.current has no world here. Give the test or its suite the trait \
            .seatfiller(); a detached task must be given the url.
            """)
        do throws(SeatfillerError) {
            return try stray.get()
        } catch {
            preconditionFailure("\(error)")
        }
    }

    private static let stray = Result { () throws(SeatfillerError) in
        try SharedServer.of(.open).filler(named: "stray", Setup())
    }

    /// What goes wrong in the world.
    public var faults: Faults { Faults(world: world) }

    /// The requests that the world has answered, oldest first.
    public var journal: Emulator.World.Journal { world.journal }

    /// Which lists the clients have read, and what they have left.
    public var traversals: Emulator.World.Traversals { world.traversals }

    /// The time of the world.
    public var clock: Emulator.World.Clock { world.clock }

    /// Answers a request without a socket.
    public func respond(to request: Emulator.Request) -> Emulator.Response {
        world.respond(to: request)
    }

    /// Takes the world back to what the traits have made: data, clock, faults, quirks, journal.
    ///
    /// - Throws: `SeatfillerError` if there is no memory for it.
    public func reset() throws(SeatfillerError) {
        try world.reset()
        world.set(quirks)
    }
}

import Seatfiller
import Synchronization

/// The server of a process. It starts when the first test needs it, on a free port of the loopback,
/// and ends with the process.
final class SharedServer: Sendable {
    private let emulator: Emulator
    private let service: Service
    /// What worlds begin with, by the keys of the seeds.
    private let beginnings = Mutex<[[String]: Beginning]>([:])
    private let worldCount = Atomic(0)

    private static let open = Result { () throws(SeatfillerError) in try SharedServer(.open) }
    private static let enforced = Result { () throws(SeatfillerError) in
        try SharedServer(.enforced)
    }

    /// The server that checks tokens, or the one that does not.
    ///
    /// - Throws: `SeatfillerError` if it could not be started.
    static func of(_ auth: Emulator.Auth) throws(SeatfillerError) -> SharedServer {
        switch auth {
        case .open: try open.get()
        case .enforced: try enforced.get()
        }
    }

    private init(_ auth: Emulator.Auth) throws(SeatfillerError) {
        var settings = Settings()
        settings.auth = auth
        settings.port = 0
        emulator = try Emulator(settings)
        service = try Service(emulator, settings)
    }

    /// Makes a world.
    ///
    /// - Parameter name: any text, of which the name of the world is made.
    /// - Throws: `SeatfillerError` for mistakes in the seeds, or if there are too many worlds.
    func filler(named name: String, _ setup: Setup) throws(SeatfillerError) -> Seatfiller {
        let number = worldCount.add(1, ordering: .relaxed).newValue
        let world = try emulator.newWorld(
            "\(number)-\(Self.worldName(name))", try beginning(of: setup.seeds),
            quirks: setup.quirks, faults: setup.faults)
        return Seatfiller(world, at: service.url, quirks: setup.quirks)
    }

    private func beginning(of seeds: [Seed]) throws(SeatfillerError) -> Beginning? {
        guard !seeds.isEmpty else { return nil }
        let keys = seeds.compactMap(\.key)
        guard keys.count == seeds.count else { return try emulator.beginning(of: seeds) }
        if let loaded = beginnings.withLock({ $0[keys] }) { return loaded }
        let loaded = try emulator.beginning(of: seeds)
        beginnings.withLock { $0[keys] = loaded }
        return loaded
    }

    /// `comes-back-after-too-many-requests`
    private static func worldName(_ text: String) -> String {
        let words = text.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return String(words.joined(separator: "-").prefix(48))
    }
}

import Synchronization

/// How the quirks of a world are switched at present.
final class Switches: Sendable {
    private let settings: Mutex<Quirks>
    /// Whether any differs from the standard: most requests need not ask for more.
    private let areSet: Atomic<Bool>
    private let changes = Atomic(0)

    init(_ quirks: Quirks) {
        settings = Mutex(quirks)
        areSet = Atomic(!quirks.areStandard)
    }

    var quirks: Quirks {
        areSet.load(ordering: .acquiring) ? settings.withLock { $0 } : Quirks()
    }

    /// Another number after every change.
    var revision: Int { changes.load(ordering: .acquiring) }

    /// Sets those that are set there; the others stay.
    ///
    /// - Returns: how all of them are set then.
    func set(_ quirks: Quirks) -> Quirks {
        settings.withLock { settings in
            settings.set(quirks)
            areSet.store(!settings.areStandard, ordering: .releasing)
            changes.add(1, ordering: .releasing)
            return settings
        }
    }
}

import Synchronization

/// The present settings of a world's quirks.
final class Switches: Sendable {
    private let settings: Mutex<Quirks>
    /// Whether a setting differs from the standard. Most requests need no lock, because none does.
    private let areSet: Atomic<Bool>
    private let changes = Atomic(0)

    init(_ quirks: Quirks) {
        settings = Mutex(quirks)
        areSet = Atomic(!quirks.areStandard)
    }

    var quirks: Quirks {
        areSet.load(ordering: .acquiring) ? settings.withLock { $0 } : Quirks()
    }

    /// Changes with every change of a setting.
    var revision: Int { changes.load(ordering: .acquiring) }

    /// Changes the given quirks. The others stay as they are.
    ///
    /// - Returns: the new settings of all quirks.
    func set(_ quirks: Quirks) -> Quirks {
        settings.withLock { settings in
            settings.set(quirks)
            areSet.store(!settings.areStandard, ordering: .releasing)
            changes.add(1, ordering: .releasing)
            return settings
        }
    }
}

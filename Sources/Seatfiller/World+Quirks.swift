import Emulation

extension Emulator.World {
    /// How each quirk is set, in the order of `Quirk.allCases`.
    public var quirks: [Quirk] {
        let settings = present.quirks
        let kinds = Dictionary(uniqueKeysWithValues: present.roster.quirks.map { ($0.name, $0) })
        return Quirk.allCases.filter { quirk in
            kinds[quirk.name].map(settings.setting) == quirk.setting
        }
    }

    /// Sets quirks. The others stay as they are, and a reset returns all to the emulator's.
    public func set(_ quirks: Quirk...) {
        set(quirks)
    }

    /// Sets the quirks of a list. The others stay as they are, and a reset returns all to the
    /// emulator's.
    public func set(_ quirks: [Quirk]) {
        var settings = Quirks()
        for quirk in quirks {
            do throws(QuirkError) {
                try settings.set(
                    quirk.name, to: quirk.setting, known: present.roster.quirks)
            } catch {
                preconditionFailure(error.message)
            }
        }
        _ = present.set(settings)
    }
}

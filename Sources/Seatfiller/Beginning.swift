import Emulation
import SQLite

/// What the worlds of some seeds begin with. It is loaded once, however many worlds there are.
package struct Beginning: Sendable {
    let image: Image
    let faults: [Emulation.Fault]
}

extension Emulator {
    /// Loads seeds, which add up.
    ///
    /// - Throws: `SeatfillerError` with every mistake.
    package func beginning(of seeds: [Seed]) throws(SeatfillerError) -> Beginning {
        var settings = settings
        settings.seeds = seeds
        let clock = worlds.defaultWorld.clock
        let (image, faults) = try SeatfillerError.wording {
            try DefaultWorld(settings, clock: clock, memory: memory).loaded(again: false)
        }
        return Beginning(image: image, faults: faults)
    }

    /// Makes a world with data and faults of its own. A reset of the world returns to them.
    ///
    /// - Parameters:
    ///   - name: 1 to 64 of `A-Z a-z 0-9 . _ -`.
    ///   - seeds: the data, which add up; those of the emulator if there are none.
    ///   - quirks: those that are not to have the emulator's setting. A reset returns to that.
    ///   - faults: what goes wrong, besides the faults of the seeds.
    /// - Throws: `SeatfillerError` for mistakes in the seeds, for an invalid name, for that of a
    ///   world that exists, or if there are too many worlds or faults.
    public func newWorld(
        _ name: String, seed seeds: Seed..., quirks: [Quirk] = [], faults: [Fault] = []
    ) throws(SeatfillerError) -> World {
        let beginning = seeds.isEmpty ? nil : try beginning(of: seeds)
        return try newWorld(name, beginning, quirks: quirks, faults: faults)
    }

    /// Makes a world that begins with loaded seeds, or like the emulator.
    package func newWorld(
        _ name: String, _ beginning: Beginning?, quirks: [Quirk], faults: [Fault]
    ) throws(SeatfillerError) -> World {
        do {
            let name = try WorldName(name)
            let world = World(try worlds.make(name, like: nil), of: self)
            let faults = (beginning?.faults ?? []) + faults.map(\.checked)
            guard faults.count <= Faults.most else { throw TooManyFaults(present: 0) }
            if let beginning {
                try worlds.replace(name, as: .seed(beginning.image, faults))
            } else {
                _ = try world.present.faults.add(faults)
            }
            world.set(quirks)
            return world
        } catch let refusal as WorldRefusal {
            throw SeatfillerError(.usage, Problem(refusal).detail)
        } catch let tooMany as TooManyFaults {
            throw SeatfillerError(.usage, Problem(tooMany).detail)
        } catch {
            throw SeatfillerError(.failure, "the store failed: \(error)")
        }
    }
}

package import JSON
package import System

/// A change of the answers to some requests, which somebody has asked for in advance.
package struct Fault: Sendable {
    /// The text that it was given as.
    package let text: JSON
    let match: Match
    let when: Condition
    /// Its effects, of which one acts on a request. A fault that only delays has none.
    let effects: [Effect]
    /// The delay of the answer.
    let delay: Delay?
    /// What it performs in the world before the request that it matches, and after it.
    let before: [FaultRequest]
    let after: [FaultRequest]
    /// Its share of the server's memory for as long as a world has it. Nil for the fault of a
    /// request.
    private(set) var charge: MemoryCharge?

    var performsRequests: Bool { !before.isEmpty || !after.isEmpty }

    /// Whether it performs a request that may take longer than an event loop can wait.
    var isLong: Bool { (before + after).contains(where: \.isLong) }

    /// The same fault, which the budget pays for.
    package func charged(to memory: MemoryBudget) throws(MemoryFull) -> Fault {
        var fault = self
        // A body is held twice: as text, and as it is sent.
        fault.charge = try memory.reserve(2 * text.text.utf8.count)
        return fault
    }

    /// Reads a fault or a list of them.
    ///
    /// - Parameter roster: the APIs whose operations and subjects the faults may name.
    /// - Throws: `SeedError` with every mistake; `TooManyFaults` for more faults than a world
    ///   keeps.
    package static func list(in text: [UInt8], for roster: Roster) throws -> [Fault] {
        var reader = SeedReader(
            JSONText(text), file: "fault", now: .epoch, for: roster)
        var list = FaultList(room: Faults.most)
        do {
            if try reader.isArray {
                try reader.array("faults") { try list.read(&$0) }
            } else {
                try list.read(&reader)
            }
            try reader.end()
        } catch let error as JSONError {
            let mistake = SeedMistake(file: "fault", place: error.place, message: error.message)
            throw SeedError(mistakes: reader.mistakes + [mistake])
        }
        guard reader.mistakes.isEmpty else { throw SeedError(mistakes: reader.mistakes) }
        guard list.surplus == nil else { throw TooManyFaults(present: 0) }
        return list.faults
    }
}

extension SeedReader {
    /// Reads a fault.
    ///
    /// - Returns: nil if there is a mistake, which has been noted.
    mutating func fault() throws -> Fault? {
        let before = mistakeCount
        var ahead = self
        var match = Fault.Match()
        var when = Fault.Condition()
        var found = FaultEffects()
        let place = try object("a fault", members: ["match", "when", "do"], required: ["do"]) {
            seed, member in
            switch member {
            case "match": match = try seed.match()
            case "when": when = try seed.condition()
            default: found = try seed.effects()
            }
        }
        if let place = found.pagingPlace, let paging = found.paging {
            noteImpossible(paging.entry, for: match, at: place)
        }
        guard let place, mistakeCount == before else { return nil }
        guard when.seed == nil || when.probability != nil || found.isRandom else {
            note(
                "\"when\" has a \"seed\", but nothing is left to chance", hint: "leave it out",
                at: place)
            return nil
        }
        guard !found.areNone else {
            note("a fault does nothing", hint: "give \"do\" a member", at: place)
            return nil
        }
        return Fault(
            text: try ahead.value(), match: match, when: when, effects: found.effects,
            delay: found.delay, before: found.before, after: found.after)
    }
}

package import JSON
package import System

/// An answer that somebody has asked for in advance, instead of the one that would come.
package struct Fault: Sendable {
    /// As it was given.
    package let text: JSON
    let match: Match
    let when: Condition
    /// What it does, of which one acts; none where it only delays.
    let effects: [Effect]
    /// How late the answer is.
    let delay: Delay?
    /// What it takes of the server's memory, for as long as a world has it; nil for one that a
    /// request brings with it.
    private(set) var charge: MemoryCharge?

    /// The same, charged for what it holds.
    package func charged(to memory: MemoryBudget) throws(MemoryFull) -> Fault {
        var fault = self
        // Of a body there is the text, and what is sent.
        fault.charge = try memory.reserve(2 * text.text.utf8.count)
        return fault
    }

    /// Reads a fault or a list of them.
    ///
    /// - Parameter roster: the APIs of which it may name operations and the like.
    /// - Throws: `SeedError` with what is wrong, and where; `TooManyFaults` for more than a world
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
    /// - Returns: nil where it is none; what is wrong has been noted.
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
        guard let place, mistakeCount == before else { return nil }
        guard when.seed == nil || when.probability != nil || found.delay?.isRandom == true else {
            note(
                "\"when\" has a \"seed\", but nothing is left to chance", hint: "leave it out",
                at: place)
            return nil
        }
        guard !found.effects.isEmpty || found.delay != nil else {
            note("a fault does nothing", hint: "give \"do\" a member", at: place)
            return nil
        }
        return Fault(
            text: try ahead.value(), match: match, when: when, effects: found.effects,
            delay: found.delay)
    }
}

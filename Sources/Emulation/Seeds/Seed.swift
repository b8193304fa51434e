package import JSON
package import SQLite

/// Data that a world starts with, in a file or a text.
package struct Seed: Sendable {
    package enum Language: Sendable {
        case json, sql
    }

    /// The name of the file in mistakes.
    package let file: String
    private let content: Content

    private enum Content: Sendable {
        case text(Language, JSONText)
        case store(Image)
    }

    package init(file: String, language: Language, bytes: [UInt8]) {
        self.init(file: file, language: language, text: JSONText(bytes))
    }

    /// - Parameter text: a text in memory, or a file. A JSON file is read piece by piece as it is
    ///   loaded, so that it needs little memory. An SQL file is read as a whole.
    package init(file: String, language: Language, text: JSONText) {
        self.file = file
        content = .text(language, text)
    }

    /// A seed that is a store. It must be the first of several seeds.
    package init(file: String, image: Image) {
        self.file = file
        content = .store(image)
    }

    /// The image of a seed that is a store, or nil.
    package var image: Image? {
        if case .store(let image) = content { image } else { nil }
    }

    /// Loads several seeds, one after another, into the same store.
    ///
    /// - Parameters:
    ///   - room: the largest number of faults that they may have.
    ///   - leash: ends work that takes too much time or memory, or is no longer wanted.
    /// - Throws: `SeedError` with every mistake; `StoreFileError` for a store that is not the first
    ///   seed. Then the caller must undo its transaction.
    /// - Returns: the faults of the seeds.
    @discardableResult
    package static func load(
        _ seeds: [Seed], into store: Connection, for roster: Roster, clock: Clock,
        roomForFaults room: Int = Faults.most, on leash: Leash = Leash()
    ) throws -> [Fault] {
        var faults = FaultList(room: room)
        try store.leashed(leash) {
            do {
                try load(seeds, into: store, for: roster, clock: clock, &faults)
            } catch let error as SQLiteError {
                guard let end = leash.end, let seed = seeds.last else { throw error }
                throw SeedError(mistakes: [
                    SeedMistake(
                        file: seed.file, place: TextPlace(line: 1, column: 1),
                        message: end.description)
                ])
            }
        }
        return faults.faults
    }

    private static func load(
        _ seeds: [Seed], into store: Connection, for roster: Roster, clock: Clock,
        _ faults: inout FaultList
    ) throws {
        var mistakes: [SeedMistake] = []
        for (index, seed) in seeds.enumerated() {
            switch seed.content {
            case .text(_, let text) where text.isWide:
                mistakes.append(seed.mistake("UTF-16 text", in: text, hint: "save it as UTF-8"))
            case .text(.json, let text):
                mistakes += try seed.loadJSON(
                    text, into: store, for: roster, clock: clock, &faults)
            case .text(.sql, let text):
                mistakes += try seed.loadSQL(text, into: store, for: roster, clock: clock)
            case .store(let image):
                guard index == 0 else {
                    throw StoreFileError(
                        path: seed.file, message: "follows other seeds; name it first")
                }
                try store.addRows(of: image)
            }
            // Some SQL errors end the transaction, and then later seeds could not be undone.
            guard mistakes.isEmpty || store.isInTransaction else { break }
        }
        guard mistakes.isEmpty else { throw SeedError(mistakes: mistakes) }
    }

    /// Writes a seed that makes the data of a store.
    package static func export(
        _ store: Connection, of roster: Roster, to seed: inout SeedWriter
    ) throws {
        try seed.object { seed in
            for api in roster.seeded {
                seed.name(api.seedMember)
                try api.export(store, to: &seed)
            }
            seed.name(Applications.seedMember)
            try seed.array { seed in
                for application in try Applications.export(store, of: roster) {
                    try seed.value(application)
                }
            }
        }
        try seed.end()
    }

    private func loadJSON(
        _ text: JSONText, into store: Connection, for roster: Roster, clock: Clock,
        _ faults: inout FaultList
    ) throws -> [SeedMistake] {
        var reader = SeedReader(
            text, file: file, now: clock.now, for: roster)
        let members =
            roster.seeded.map { $0.seedMember }
            + [Applications.seedMember, "faults", SeedReader.implicitMember]
        do {
            // The reader checks every value itself, and reports mistakes with their places.
            try store.trusting {
                try reader.object("a seed", members: members) { reader, member in
                    try load(member, &reader, into: store, for: roster, &faults)
                }
            }
            try reader.end()
        } catch let error as JSONError {
            return reader.mistakes + [
                SeedMistake(file: file, place: error.place, message: error.message)
            ]
        }
        for api in roster.seeded {
            for mistake in try api.finish(.json, on: store, at: reader.now) {
                reader.note(mistake, at: 0)
            }
        }
        return reader.mistakes
    }

    private func load(
        _ member: String, _ reader: inout SeedReader, into store: Connection,
        for roster: Roster, _ faults: inout FaultList
    ) throws {
        if let api = roster.seeded.first(where: { $0.seedMember == member }) {
            try api.load(&reader, into: store)
        } else if member == Applications.seedMember {
            try Applications.load(&reader, into: store)
        } else if member == SeedReader.implicitMember {
            try reader.readImplicit()
        } else {
            let hadRoom = faults.surplus == nil
            try reader.array("faults") { try faults.read(&$0) }
            if hadRoom, let surplus = faults.surplus {
                reader.note(
                    "a world keeps \(Faults.most) faults, and has room for \(faults.room) of these",
                    hint: "leave out this fault and those after it", at: surplus)
            }
        }
    }

    func mistake(
        _ message: String, in text: JSONText, at offset: Int = 0, hint: String? = nil
    ) -> SeedMistake {
        SeedMistake(file: file, place: text.place(of: offset), message: message, hint: hint)
    }
}

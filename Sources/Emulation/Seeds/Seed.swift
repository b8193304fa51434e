package import JSON
package import SQLite

/// A file, or a text, that a world starts from.
package struct Seed: Sendable {
    package enum Language: Sendable {
        case json, sql
    }

    /// The name that mistakes are reported under.
    package let file: String
    private let content: Content

    private enum Content: Sendable {
        case text(Language, JSONText)
        case store(Image)
    }

    package init(file: String, language: Language, bytes: [UInt8]) {
        self.init(file: file, language: language, text: JSONText(bytes))
    }

    /// - Parameter text: of a file, JSON is read as it is loaded, so that memory does not grow with
    ///   it; SQL is read whole.
    package init(file: String, language: Language, text: JSONText) {
        self.file = file
        content = .text(language, text)
    }

    /// A whole store. It comes before other seeds.
    package init(file: String, image: Image) {
        self.file = file
        content = .store(image)
    }

    /// Of a whole store; nil for what is to be loaded.
    package var image: Image? {
        if case .store(let image) = content { image } else { nil }
    }

    /// Loads all seeds; they add up.
    ///
    /// - Parameters:
    ///   - room: how many faults they may ask for.
    ///   - leash: ends what takes too much time or memory, and what nobody wants any more.
    /// - Throws: `SeedError` with every mistake, `StoreFileError` for a store that is not the
    ///   first. The caller's transaction then changes nothing.
    /// - Returns: the faults that they ask for.
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
                        path: seed.file, message: "stands behind other seeds; name it first")
                }
                try store.addRows(of: image)
            }
            // Some mistakes of SQL end the transaction, and what comes behind them would stay.
            guard mistakes.isEmpty || store.isInTransaction else { break }
        }
        guard mistakes.isEmpty else { throw SeedError(mistakes: mistakes) }
    }

    /// Writes a seed that makes what a store holds.
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
            // What is read is checked as it is read, and said with its place.
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
                    hint: "leave out this one and those behind it", at: surplus)
            }
        }
    }

    func mistake(
        _ message: String, in text: JSONText, at offset: Int = 0, hint: String? = nil
    ) -> SeedMistake {
        SeedMistake(file: file, place: text.place(of: offset), message: message, hint: hint)
    }
}

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

    // MARK: SQL

    private func loadSQL(
        _ text: JSONText, into store: Connection, for roster: Roster, clock: Clock
    ) throws -> [SeedMistake] {
        let script: String
        do throws(UTF8.ValidationError) {
            script = try text.validated()
        } catch {
            return [mistake("not UTF-8 text", in: text, at: error.byteOffsets.lowerBound)]
        }
        do {
            try run(script, on: store, for: roster)
        } catch let error as ScriptError {
            if let cause = error.cause, cause.isFull { throw cause }
            return [mistake(error.message, in: text, at: text.start + error.offset)]
        }
        return try Self.mistakes(in: store, of: roster, at: clock.now).map { mistake($0, in: text) }
    }

    /// What no JSON seed could have said of the rows of a store, which SQL has written; what it has
    /// left to the emulator is completed.
    package static func mistakes(
        in store: Connection, of roster: Roster, at now: Instant
    ) throws -> [String] {
        let odd = try tables(of: roster, in: store).flatMap { table in
            try store.oddValues(in: table, most: SeedError.mostMistakes).map(\.description)
        }
        // Others expect values of the kinds that they are declared to be.
        guard odd.isEmpty else { return odd }
        return try roster.seeded.flatMap { try $0.finish(.sql, on: store, at: now) }
            + Applications.mistakes(in: store, of: roster, at: now)
    }

    private func mistake(
        _ message: String, in text: JSONText, at offset: Int = 0, hint: String? = nil
    ) -> SeedMistake {
        SeedMistake(file: file, place: text.place(of: offset), message: message, hint: hint)
    }

    /// Runs a script under the guards of the APIs, which must be gone before the next one's come.
    private func run(
        _ script: String, on store: Connection, for roster: Roster
    ) throws {
        for api in roster.seeded { try store.runScript(api.scriptGuards) }
        let result = Result {
            try store.runScript(script) { table in
                Self.isOpen(table, for: roster)
            }
        }
        try dropGuards(on: store)
        try result.get()
    }

    /// Whether an SQL seed may read and write a table.
    private static func isOpen(_ table: String, for roster: Roster) -> Bool {
        table == Applications.table || roster.seeded.contains { table.hasPrefix($0.name + "_") }
    }

    private static func tables(
        of roster: Roster, in store: Connection
    ) throws -> [String] {
        var tables: [String] = []
        try store.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid") {
            row in
            tables.append(row.text(0))
            return true
        }
        return tables.filter { isOpen($0, for: roster) }
    }

    private func dropGuards(on store: Connection) throws {
        var triggers: [String] = []
        try store.rows("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'") {
            triggers.append($0.text(0))
            return true
        }
        for trigger in triggers { try store.run("DROP TRIGGER temp.\(trigger)") }
    }
}

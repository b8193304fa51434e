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
        _ seeds: [Seed], into store: Connection, for apis: [any SeededAPI.Type], clock: Clock,
        operations: [String] = [], roomForFaults room: Int = Faults.most, on leash: Leash = Leash()
    ) throws -> [Fault] {
        var faults = FaultList(room: room)
        try store.leashed(leash) {
            try load(seeds, into: store, for: apis, clock: clock, operations, &faults)
        }
        return faults.faults
    }

    private static func load(
        _ seeds: [Seed], into store: Connection, for apis: [any SeededAPI.Type], clock: Clock,
        _ operations: [String], _ faults: inout FaultList
    ) throws {
        var mistakes: [SeedMistake] = []
        for (index, seed) in seeds.enumerated() {
            switch seed.content {
            case .text(.json, let text):
                mistakes += try seed.loadJSON(
                    text, into: store, for: apis, clock: clock, operations, &faults)
            case .text(.sql, let text):
                mistakes += try seed.loadSQL(text, into: store, for: apis, clock: clock)
            case .store(let image):
                guard index == 0 else {
                    throw StoreFileError(
                        path: seed.file, message: "stands behind other seeds; name it first")
                }
                try store.addRows(of: image)
            }
        }
        guard mistakes.isEmpty else { throw SeedError(mistakes: mistakes) }
    }

    /// Writes a seed that makes what a store holds.
    package static func export(
        _ store: Connection, of apis: [any SeededAPI.Type], to seed: inout SeedWriter
    ) throws {
        try seed.object { seed in
            for api in apis {
                seed.name(api.seedMember)
                try api.export(store, to: &seed)
            }
            seed.name(Applications.seedMember)
            try seed.array { seed in
                for application in try Applications.export(store) { try seed.value(application) }
            }
        }
        try seed.end()
    }

    private func loadJSON(
        _ text: JSONText, into store: Connection, for apis: [any SeededAPI.Type], clock: Clock,
        _ operations: [String], _ faults: inout FaultList
    ) throws -> [SeedMistake] {
        var reader = SeedReader(
            text, file: file, now: clock.now, operations: operations)
        var isFirst = true
        let members = apis.map { $0.seedMember } + [Applications.seedMember, "faults", "implicit"]
        do {
            // What is read is checked as it is read, and said with its place.
            try store.trusting {
                try reader.object("a seed", members: members) { reader, member in
                    if member == "implicit" {
                        try reader.readImplicit(isFirst: isFirst)
                    } else {
                        try load(member, &reader, into: store, for: apis, &faults)
                    }
                    isFirst = false
                }
            }
            try reader.end()
        } catch let error as JSONError {
            return reader.mistakes + [
                SeedMistake(file: file, place: error.place, message: error.message)
            ]
        }
        for api in apis {
            for mistake in try api.finish(.json, on: store, at: reader.now) {
                reader.note(mistake, at: 0)
            }
        }
        return reader.mistakes
    }

    private func load(
        _ member: String, _ reader: inout SeedReader, into store: Connection,
        for apis: [any SeededAPI.Type], _ faults: inout FaultList
    ) throws {
        if let api = apis.first(where: { $0.seedMember == member }) {
            try api.load(&reader, into: store)
        } else if member == Applications.seedMember {
            try Applications.load(&reader, into: store)
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

    private func loadSQL(
        _ text: JSONText, into store: Connection, for apis: [any SeededAPI.Type], clock: Clock
    ) throws -> [SeedMistake] {
        func mistake(_ message: String, at offset: Int) -> SeedMistake {
            SeedMistake(
                file: file, place: text.place(of: offset), message: message)
        }
        guard let script = String(validating: text.bytes, as: UTF8.self) else {
            return [mistake("not UTF-8 text", at: 0)]
        }
        for api in apis { try store.runScript(api.scriptGuards) }
        do {
            try store.runScript(script) { table in
                apis.contains { table.hasPrefix($0.name + "_") }
            }
        } catch {
            if let cause = error.cause, cause.isFull { throw cause }
            return [mistake(error.message, at: error.offset)]
        }
        try dropGuards(on: store)
        return try apis.flatMap { try $0.finish(.sql, on: store, at: clock.now) }.map {
            mistake($0, at: 0)
        }
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

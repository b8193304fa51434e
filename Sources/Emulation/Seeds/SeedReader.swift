package import JSON

/// Reads a JSON seed member by member, and notes its mistakes.
///
/// A value of the wrong kind is noted and skipped, so that one pass finds every mistake. Only text
/// that is not JSON ends the pass.
package struct SeedReader {
    package let file: String
    /// The value of time stamps that are left out.
    package let now: Instant
    /// The APIs whose operations, subjects and permissions it may name.
    let roster: Roster
    /// Whether a seat declares its user and its product. Nil until that is known.
    private var implicit: Bool?
    package private(set) var mistakes: [SeedMistake] = []
    /// The number of all mistakes, also of those that are not kept.
    private(set) var mistakeCount = 0
    private var json: JSONReader

    package init(_ text: JSONText, file: String, now: Instant, for roster: Roster) {
        self.file = file
        self.roster = roster
        self.now = now
        json = JSONReader(text, dialect: .relaxed)
    }

    /// Where the next value starts, for a mistake that is found later.
    package mutating func place() throws(JSONError) -> Int {
        _ = try json.kind()
        return json.offset
    }

    package mutating func note(
        _ message: @autoclosure () -> String, hint: @autoclosure () -> String? = nil,
        at offset: Int
    ) {
        mistakeCount += 1
        guard mistakes.count < SeedError.mostMistakes else { return }
        mistakes.append(
            SeedMistake(
                file: file, place: json.place(of: offset), message: message().excerpt,
                hint: hint()?.excerpt))
    }

    /// - Throws: `JSONError` after so many mistakes that nobody reads more of them.
    private func giveUpWhereHopeless() throws(JSONError) {
        guard mistakeCount > SeedError.mostMistakes else { return }
        throw json.error("there are more mistakes; correct these first")
    }

    // MARK: Objects and arrays

    /// Reads an object with known members. `read` gets the name of each, and reads its value.
    ///
    /// - Parameter members: at most 64.
    /// - Returns: where the object starts, or nil if the value is not an object.
    @discardableResult
    package mutating func object(
        _ noun: String, members: [String], required: [String] = [],
        _ read: (inout SeedReader, String) throws -> Void
    ) throws -> Int? {
        // A bit for each member.
        var seen: UInt64 = 0
        let start = try eachMember(of: noun) { seed, name, offset in
            guard let index = members.firstIndex(of: name) else {
                seed.note(
                    "unknown member \"\(name)\" in \(noun)",
                    hint: Spelling.suggestion(for: name, among: members), at: offset)
                return try seed.skip()
            }
            guard seen & 1 << index == 0 else {
                return try seed.refuseAgain(name, noun, at: offset)
            }
            seen |= 1 << index
            try read(&seed, name)
        }
        guard let start else { return nil }
        for (index, name) in members.enumerated() where required.contains(name) {
            if seen & 1 << index == 0 {
                note("\(noun) has no \"\(name)\"", hint: "add it", at: start)
            }
        }
        return start
    }

    /// Reads an object whose members may have any names. `read` gets the name and the place of
    /// each, and reads its value.
    package mutating func dictionary(
        _ noun: String, _ read: (inout SeedReader, _ name: String, _ offset: Int) throws -> Void
    ) throws {
        var seen: Set<String> = []
        try eachMember(of: noun) { seed, name, offset in
            guard seen.insert(name).inserted else {
                return try seed.refuseAgain(name, noun, at: offset)
            }
            try read(&seed, name, offset)
        }
    }

    @discardableResult
    private mutating func eachMember(
        of noun: String, _ read: (inout SeedReader, _ name: String, _ offset: Int) throws -> Void
    ) throws -> Int? {
        let start = try place()
        guard try expect(.object, noun) else { return nil }
        try json.beginObject()
        while let (name, offset) = try json.nextMember() {
            try giveUpWhereHopeless()
            try read(&self, name, offset)
        }
        return start
    }

    private mutating func refuseAgain(
        _ name: String, _ noun: String, at offset: Int
    ) throws(JSONError) {
        note("member \"\(name)\" is given twice in \(noun)", at: offset)
        try skip()
    }

    package mutating func array(
        _ noun: String, _ readElement: (inout SeedReader) throws -> Void
    ) throws {
        guard try expect(.array, noun) else { return }
        try json.beginArray()
        while try json.nextElement() {
            try giveUpWhereHopeless()
            try readElement(&self)
        }
    }

    // MARK: Values

    package mutating func string(
        _ noun: String, canBeEmpty: Bool = false
    ) throws(JSONError) -> String? {
        let start = try place()
        guard try expect(.string, noun) else { return nil }
        let text = try json.string()
        guard canBeEmpty || !text.isEmpty else {
            note("\(noun) is empty", at: start)
            return nil
        }
        return text
    }

    package mutating func bool(_ noun: String) throws(JSONError) -> Bool? {
        try expect(.bool, noun) ? try json.bool() : nil
    }

    package mutating func integer(
        _ noun: String, in range: ClosedRange<Int64>
    ) throws(JSONError) -> Int64? {
        let start = try place()
        guard try expect(.number, noun) else { return nil }
        if let integer = try json.value().integer, range.contains(integer) { return integer }
        let bound =
            range.upperBound == .max
            ? "\(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
        note("\(noun) must be an integer, \(bound)", at: start)
        return nil
    }

    package mutating func number(
        _ noun: String, in range: ClosedRange<Double>
    ) throws(JSONError) -> Double? {
        let start = try place()
        guard try expect(.number, noun) else { return nil }
        let number: Double? =
            switch try json.value() {
            case .integer(let integer): Double(integer)
            case .number(let number): number
            default: nil
            }
        if let number, range.contains(number) { return number }
        note("\(noun) must be a number from \(range.lowerBound) to \(range.upperBound)", at: start)
        return nil
    }

    package mutating func choice(_ noun: String, of words: [String]) throws(JSONError) -> String? {
        let start = try place()
        guard let word = try string(noun) else { return nil }
        if words.contains(word) { return word }
        note(
            "\(noun) cannot be \"\(word)\"", hint: Spelling.suggestion(for: word, among: words),
            at: start)
        return nil
    }

    package mutating func instant(_ noun: String) throws(JSONError) -> Instant? {
        let start = try place()
        guard let text = try string(noun) else { return nil }
        return instant(text, noun, at: start)
    }

    mutating func instant(_ text: String, _ noun: String, at start: Int) -> Instant? {
        if let instant = Instant(text) { return instant }
        note(
            "\(noun) \"\(text)\" is not an instant", hint: "write it 2017-08-01T13:31:32.146Z",
            at: start)
        return nil
    }

    /// A GUID, in lower case.
    package mutating func guid(_ noun: String) throws(JSONError) -> String? {
        let start = try place()
        guard let text = try string(noun) else { return nil }
        if text.isGUID { return text.lowercased() }
        note(
            "\(noun) \"\(text)\" is not a GUID",
            hint: "write it 6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11", at: start)
        return nil
    }

    /// Reads a value of any kind.
    package mutating func value() throws(JSONError) -> JSON {
        try json.value()
    }

    package mutating func skip() throws(JSONError) {
        try json.skip()
    }

    /// The string member `name` of the next value, which is not read yet.
    package func peek(_ name: String) throws(JSONError) -> String? {
        var ahead = json
        guard try ahead.kind() == .object else { return nil }
        try ahead.beginObject()
        guard try ahead.find([name]), try ahead.kind() == .string else { return nil }
        return try ahead.string()
    }

    /// Whether a seat declares its user and its product, because the seed says `"implicit": true`.
    ///
    /// If that member has not been read yet, the first call searches the rest of the seed for it.
    package mutating func isImplicit() throws(JSONError) -> Bool {
        if let implicit { return implicit }
        var ahead = json
        try ahead.leave(to: 1)
        var isTrue = false
        if try ahead.find([Self.implicitMember]), try ahead.kind() == .bool {
            isTrue = try ahead.bool()
        }
        implicit = isTrue
        return isTrue
    }

    /// Whether one of these members follows in the object around the present array.
    package func isAhead(_ members: [String]) throws(JSONError) -> Bool {
        var ahead = json
        try ahead.leave(to: json.depth - 1)
        return try ahead.find(members)
    }

    static let implicitMember = "implicit"

    mutating func readImplicit() throws(JSONError) {
        implicit = try bool(Self.implicitMember) ?? false
    }

    /// Whether the next value is an array.
    var isArray: Bool {
        mutating get throws(JSONError) { try json.kind() == .array }
    }

    mutating func end() throws(JSONError) {
        try json.end()
    }

    private mutating func expect(
        _ kind: JSONReader.Kind, _ noun: String
    ) throws(JSONError) -> Bool {
        let found = try json.kind()
        if found == kind { return true }
        note("\(noun) must be \(kind.noun), not \(found.noun)", at: json.offset)
        try skip()
        return false
    }
}

extension JSONReader {
    /// Skips members of the innermost object up to the value of one with a name of these.
    ///
    /// - Returns: false if the object has no such member.
    fileprivate mutating func find(_ names: [String]) throws(JSONError) -> Bool {
        while let member = try nextMember() {
            if names.contains(member.name) { return true }
            try skip()
        }
        return false
    }
}

package import JSON

/// The structure of a value that a seed gives and an API prints.
///
/// It has the members in the order of the reference, and the values of members that are left out.
package indirect enum Shape: Sendable {
    /// Text, which may be empty.
    case text
    case bool
    case integer(ClosedRange<Int64>)
    /// One of these numbers.
    case number(of: [Int64])
    /// One of these words.
    case word(of: [String])
    case guid
    /// `2017-08-01T13:31:32Z`, or `N/A`, which the service prints for no instant.
    case instantOrNone
    case list(Shape)
    /// An object, with the noun that mistakes use for it.
    case object(String, [Member])

    /// A member of an object.
    package struct Member: Sendable {
        package let name: String
        let shape: Shape
        let fallback: Fallback
    }

    /// What happens if a member is left out.
    package enum Fallback: Sendable {
        case mistake
        /// The member is not printed.
        case absence
        case value(JSON)
        /// The present time, in the form of `instantOrNone`.
        case now
    }

    package static func required(_ name: String, _ shape: Shape) -> Member {
        Member(name: name, shape: shape, fallback: .mistake)
    }

    package static func optional(_ name: String, _ shape: Shape) -> Member {
        Member(name: name, shape: shape, fallback: .absence)
    }

    /// A time stamp. If it is left out, it comes from the clock.
    package static func stamp(_ name: String) -> Member {
        Member(name: name, shape: .instantOrNone, fallback: .now)
    }

    package static func member(_ name: String, _ shape: Shape, or fallback: JSON) -> Member {
        Member(name: name, shape: shape, fallback: .value(fallback))
    }

    /// An object of this shape with these members. The others are completed.
    package func object(with given: [String: JSON] = [:], at now: Instant) -> JSON {
        guard case .object(_, let members) = self else {
            preconditionFailure("only an object has members")
        }
        return .object(
            members.compactMap { member in
                (given[member.name] ?? member.fallback.value(at: now)).map {
                    JSON.Member(name: member.name, value: $0)
                }
            })
    }

    /// Reads the text as a value of this shape, and completes it.
    package func complete(
        _ text: String, _ noun: String, at now: Instant
    ) throws -> Completion {
        var reader = SeedReader(JSONText(Array(text.utf8)), file: "", now: now, for: Roster([]))
        do {
            let value = try reader.value(noun, of: self)
            try reader.end()
            if let value, reader.mistakes.isEmpty { return .value(value) }
            return .mistakes(reader.mistakes.map(\.message))
        } catch let error as JSONError {
            return .mistakes(["\(noun) is not JSON: \(error.message)"])
        }
    }

    package enum Completion {
        case value(JSON)
        case mistakes([String])
    }
}

extension SeedReader {
    /// Reads a value of this shape, and completes it.
    ///
    /// - Returns: nil if it is not such a value. The mistakes have been noted.
    package mutating func value(_ noun: String, of shape: Shape) throws -> JSON? {
        switch shape {
        case .text: return try string(noun, canBeEmpty: true).map(JSON.string)
        case .bool: return try bool(noun).map(JSON.bool)
        case .integer(let range): return try integer(noun, in: range).map(JSON.integer)
        case .number(let numbers): return try number(noun, of: numbers).map(JSON.integer)
        case .word(let words): return try choice(noun, of: words).map(JSON.string)
        case .guid: return try guid(noun).map(JSON.string)
        case .instantOrNone: return try instantOrNone(noun).map(JSON.string)
        case .list(let element):
            var elements: [JSON] = []
            try array(noun) { seed in
                let noun = element.objectNoun ?? "an element of \(noun)"
                if let value = try seed.value(noun, of: element) { elements.append(value) }
            }
            return .array(elements)
        case .object(let noun, let members):
            return try self.members(noun, members).map { shape.object(with: $0, at: now) }
        }
    }

    private mutating func members(
        _ noun: String, _ members: [Shape.Member]
    ) throws -> [String: JSON]? {
        var given: [String: JSON] = [:]
        let before = mistakeCount
        let place = try object(
            noun, members: members.map(\.name), required: members.filter(\.isRequired).map(\.name)
        ) { seed, name in
            guard let member = members.first(where: { $0.name == name }) else { return }
            given[name] = try seed.value(name, of: member.shape)
        }
        return place == nil || mistakeCount > before ? nil : given
    }

    private mutating func number(_ noun: String, of numbers: [Int64]) throws -> Int64? {
        let start = try place()
        guard let number = try integer(noun, in: Int64.min...Int64.max) else { return nil }
        if numbers.contains(number) { return number }
        let known = numbers.map(String.init).joined(separator: ", ")
        note("\(noun) cannot be \(number)", hint: "expected \(known)", at: start)
        return nil
    }

    private mutating func instantOrNone(_ noun: String) throws -> String? {
        let start = try place()
        guard let text = try string(noun) else { return nil }
        return text == "N/A" ? text : instant(text, noun, at: start)?.secondsText
    }
}

extension Shape {
    fileprivate var objectNoun: String? {
        if case .object(let noun, _) = self { noun } else { nil }
    }
}

extension Shape.Member {
    fileprivate var isRequired: Bool {
        if case .mistake = fallback { true } else { false }
    }
}

extension Shape.Fallback {
    fileprivate func value(at now: Instant) -> JSON? {
        switch self {
        case .mistake, .absence: nil
        case .value(let value): value
        case .now: .string(now.secondsText)
        }
    }
}

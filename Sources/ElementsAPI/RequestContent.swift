import Emulation
import HTTP
import HTTPTypes
import JSON

/// A request's JSON object, whose members are found regardless of case.
struct RequestContent {
    private let members: [JSON.Member]
    private let numericStrings: NumericStrings
    /// The rule that a missing or invalid member breaks.
    private let rule: Rule

    /// Reads a request's content. Absent content, white space and `null` count as an empty object.
    ///
    /// - Parameter rule: the rule that a missing or invalid member breaks.
    /// - Throws: a 400 if the content is anything else than an object, and a 415 if it is coded.
    ///   With `elements.requestBody=required`, also a 400 if the content is absent and a 415 if it
    ///   is not declared as JSON.
    init(
        _ request: Request, _ quirks: Quirks, rule: Rule = ElementsRule.idList
    ) throws(ElementsError) {
        self.rule = rule
        numericStrings = quirks[NumericStrings.self]
        let isRequired = quirks[RequestBody.self] == .required
        if isRequired { try Self.requireJSON(request) }
        let text = try Self.text(of: request)
        guard text.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            guard !isRequired else {
                throw .invalidParameter(
                    "", details: "A non-empty request body is required.", ElementsRule.requiredBody)
            }
            members = []
            return
        }
        do {
            switch try JSON(parsing: text) {
            case .object(let members): self.members = members
            case .null where !isRequired: members = []
            case let other:
                throw ElementsError.invalidParameter(
                    "$", details: "The request body must be a JSON object, not \(other.noun).",
                    isRequired ? ElementsRule.requiredBody : ElementsRule.requestBody)
            }
        } catch let error as JSONError {
            throw .invalidParameter(
                "$",
                details: "The request body is not JSON: line \(error.place.line), column "
                    + "\(error.place.column): \(error.message).",
                ElementsRule.requestBody)
        } catch let error as ElementsError {
            throw error
        } catch {
            preconditionFailure("nothing else is thrown here: \(error)")
        }
    }

    /// The last member with this name, as in ASP.NET's binders; nil if it is absent or null.
    subscript(name: String) -> JSON? {
        let member = members.last { equalsIgnoringCase($0.name, name) }
        return member?.value == .null ? nil : member?.value
    }

    /// A list of ids in lower case. One string stands for a list with one element, and an absent
    /// member for an empty list, which filters nothing.
    ///
    /// - Throws: a 400 naming the member if it is neither.
    func ids(_ name: String) throws(ElementsError) -> [String] {
        var strings: [String] = []
        switch self[name] {
        case nil: return []
        case .string(let text): return [text.lowercased()]
        case .array(let elements):
            for element in elements {
                guard case .string(let text) = element else {
                    throw refusal(name, details: "\(name) must hold strings, not \(element.noun).")
                }
                strings.append(text.lowercased())
            }
            return strings
        case .some(let other):
            throw refusal(name, details: "\(name) must be an array of strings, not \(other.noun).")
        }
    }

    /// The ids of a batch's customers: `customerIds`, or by its earlier name `customerId`.
    func customerIDs() throws(ElementsError) -> [String] {
        try ids("customerIds") + ids("customerId")
    }

    // MARK: Members of a write, which are refused where they are missing or wrong

    /// A required number from a list.
    func number(_ name: String, of known: [Int64]) throws(ElementsError) -> Int64 {
        let words = known.map(String.init).joined(separator: ", ")
        return try number(name, expecting: "one of \(words)") { known.contains($0) }
    }

    /// Likewise; nil if it is absent.
    func optionalNumber(_ name: String, of known: [Int64]) throws(ElementsError) -> Int64? {
        self[name] == nil ? nil : try number(name, of: known)
    }

    func number(_ name: String, in range: ClosedRange<Int64>) throws(ElementsError) -> Int64 {
        try number(name, expecting: "an integer from \(range.lowerBound) to \(range.upperBound)") {
            range.contains($0)
        }
    }

    private func number(
        _ name: String, expecting expected: String, _ isValid: (Int64) -> Bool
    ) throws(ElementsError) -> Int64 {
        let value = try present(name)
        guard let number = integer(value), isValid(number) else {
            throw refusal(name, of: value, "\(name) must be \(expected)")
        }
        return number
    }

    /// A required text that is not empty.
    func text(_ name: String) throws(ElementsError) -> String {
        let value = try present(name)
        guard case .string(let text) = value, !text.isEmpty else {
            throw refusal(
                name,
                details: "\(name) must be text that is not empty, not \(value.text.prefix(100)).")
        }
        return text
    }

    /// A required word from a list.
    func word(_ name: String, of known: [String]) throws(ElementsError) -> String {
        let text = try text(name)
        guard let word = known.first(where: { equalsIgnoringCase($0, text) }) else {
            let words = known.joined(separator: ", ")
            throw refusal(
                name, details: "\(name) must be one of \(words), not '\(text.prefix(100))'.")
        }
        return word
    }

    func instant(_ name: String) throws(ElementsError) -> Instant {
        let text = try text(name)
        guard let instant = Instant(text) else {
            throw refusal(
                name, details: "\(name) must be an ISO 8601 instant, not '\(text.prefix(100))'.")
        }
        return instant
    }

    /// A Boolean; nil if it is absent.
    func bool(_ name: String) throws(ElementsError) -> Bool? {
        switch self[name] {
        case nil: return nil
        case .bool(let bool): return bool
        case .some(let other):
            throw refusal(
                name, details: "\(name) must be true or false, not \(other.text.prefix(100)).")
        }
    }

    /// The objects of a required list that is not empty.
    func objects(_ name: String) throws(ElementsError) -> [RequestContent] {
        let elements = try present(name).elements
        var objects: [RequestContent] = []
        for element in elements {
            guard case .object(let members) = element else {
                throw refusal(name, details: "\(name) must hold objects, not \(element.noun).")
            }
            objects.append(RequestContent(members, like: self))
        }
        guard !objects.isEmpty else {
            throw refusal(name, details: "\(name) must be an array of one object or more.")
        }
        return objects
    }

    private init(_ members: [JSON.Member], like other: RequestContent) {
        self.members = members
        numericStrings = other.numericStrings
        rule = other.rule
    }

    private func present(_ name: String) throws(ElementsError) -> JSON {
        if let value = self[name] { return value }
        let given = Spelling.misspelling(
            of: name, among: members.map(\.name).filter { !equalsIgnoringCase($0, name) })
        throw refusal(
            name,
            details: given.map { "\(name) is missing; the content has \"\($0)\" instead." }
                ?? "\(name) is missing.")
    }

    func refusal(_ name: String, details: String) -> ElementsError {
        .invalidParameter(name, details: details, rule)
    }

    /// The error for a value that is not the expected number.
    func refusal(_ name: String, of value: JSON, _ expected: String) -> ElementsError {
        let isUnread = numericStrings == .reject && value.isNumericString
        return .invalidParameter(
            name, details: "\(expected), not \(value.text.prefix(100)).",
            isUnread ? ElementsRule.numericStrings : rule)
    }

    /// The value as an integer; nil if it is not an integer.
    func integer(_ value: JSON) -> Int64? {
        switch value {
        case .integer(let integer): integer
        case .string(let text) where numericStrings == .accept: Int64(text)
        default: nil
        }
    }

    private static func text(of request: Request) throws(ElementsError) -> [UInt8] {
        do throws(ContentError) {
            return try request.text
        } catch {
            switch error {
            case .coded(let coding):
                throw .unsupportedMediaType(
                    "The content encoding must be identity, not '\(coding.prefix(100))'.",
                    ElementsRule.contentEncoding)
            case .malformed:
                throw .invalidParameter(
                    "$", details: "The request body is not JSON: its bytes are not UTF-16 text.",
                    ElementsRule.requestBody)
            }
        }
    }

    /// The media types and charsets that ASP.NET Core reads as JSON.
    private static func requireJSON(_ request: Request) throws(ElementsError) {
        let type = request.mediaType
        let essence = type?.essence ?? ""
        let isJSON =
            ["application/json", "text/json"].contains(essence)
            || (essence.hasPrefix("application/") && essence.hasSuffix("+json"))
        guard isJSON, type?.charset.map({ Charset(named: $0) != nil }) ?? true else {
            let declared = request.headerFields[.contentType] ?? ""
            throw .unsupportedMediaType(
                "The content type must be application/json, not '\(declared.prefix(100))'.",
                ElementsRule.requiredBody)
        }
    }
}

extension JSON {
    /// Whether this is a string that spells an integer.
    fileprivate var isNumericString: Bool {
        if case .string(let text) = self { Int64(text) != nil } else { false }
    }
}

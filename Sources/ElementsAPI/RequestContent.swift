internal import Emulation
internal import HTTP
internal import HTTPTypes
internal import JSON

/// A request's JSON object, its members found in upper and lower case alike.
internal struct RequestContent {
    private let members: [JSON.Member]
    private let numericStrings: NumericStrings

    /// Absent content, white space, `null` and an empty object are all the same.
    ///
    /// - Throws: a 400 for anything else that is no object; with `elements.requestBody=required` a
    ///   400 also for absent content and a 415 for another type.
    init(_ request: Request, _ quirks: Quirks) throws(ElementsError) {
        numericStrings = quirks[NumericStrings.self]
        let isRequired = quirks[RequestBody.self] == .required
        if isRequired { try Self.requireJSON(request) }
        guard request.body.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            guard !isRequired else {
                throw .invalidParameter(
                    "", "A non-empty request body is required.", ElementsRule.requiredBody)
            }
            members = []
            return
        }
        do {
            switch try JSON(parsing: request.body) {
            case .object(let members): self.members = members
            case .null where !isRequired: members = []
            case let other:
                throw ElementsError.invalidParameter(
                    "$", "The request body must be a JSON object, not \(other.noun).",
                    isRequired ? ElementsRule.requiredBody : ElementsRule.requestBody)
            }
        } catch let error as JSONError {
            throw .invalidParameter(
                "$",
                "The request body is not JSON: line \(error.place.line), column "
                    + "\(error.place.column): \(error.message).",
                ElementsRule.requestBody)
        } catch let error as ElementsError {
            throw error
        } catch {
            preconditionFailure("nothing else is thrown here: \(error)")
        }
    }

    /// The last member of this name, as binders take it; nil where it is absent or null.
    subscript(name: String) -> JSON? {
        let member = members.last { equalsIgnoringCase($0.name, name) }
        return member?.value == .null ? nil : member?.value
    }

    /// A list of ids, in lower case; one string stands for a list of it, and nothing for an empty
    /// list, which filters nothing.
    ///
    /// - Throws: a 400 naming the member that is neither.
    func strings(_ name: String) throws(ElementsError) -> [String] {
        var strings: [String] = []
        switch self[name] {
        case nil: return []
        case .string(let text): return [text.lowercased()]
        case .array(let elements):
            for element in elements {
                guard case .string(let text) = element else {
                    throw Self.noList("\(name) must hold strings, not \(element.noun).", name)
                }
                strings.append(text.lowercased())
            }
            return strings
        case .some(let other):
            throw Self.noList("\(name) must be an array of strings, not \(other.noun).", name)
        }
    }

    private static func noList(_ text: String, _ name: String) -> ElementsError {
        .invalidParameter(name, text, ElementsRule.idList)
    }

    /// The value as an integer, where it is one.
    func integer(_ value: JSON) -> Int64? {
        switch value {
        case .integer(let integer): integer
        case .string(let text) where numericStrings == .accept: Int64(text)
        default: nil
        }
    }

    private static func requireJSON(_ request: Request) throws(ElementsError) {
        let type = request.headerFields[.contentType] ?? ""
        let essence = type.prefix { $0 != ";" && $0 != " " }
        guard equalsIgnoringCase(essence, "application/json") else {
            throw .unsupportedMediaType(
                "The content type must be application/json, not '\(type.prefix(100))'.",
                ElementsRule.requiredBody)
        }
    }
}

extension JSON {
    /// Whether this is a string that reads as an integer.
    internal var isNumericString: Bool {
        if case .string(let text) = self { Int64(text) != nil } else { false }
    }
}

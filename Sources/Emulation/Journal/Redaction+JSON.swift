import HTTP
import JSON

/// What JSON has names for: members, the rest of an array behind a name, and columns.
extension Redaction {
    /// JSON, its text as it came where it has no secrets; nil for what is none.
    static func json(_ text: [UInt8]) -> ArraySlice<UInt8>? {
        do {
            let value = try JSON(parsing: text)
            let redacted = redacted(value)
            return redacted == value ? text[...] : Array(redacted.text.utf8)[...]
        } catch {
            // It is shown as whatever else it may be.
            return nil
        }
    }

    /// A value without its secrets.
    ///
    /// - Parameter command: what the arguments are of, if it has some.
    private static func redacted(_ value: JSON, of command: String? = nil) -> JSON {
        switch value {
        case .null, .bool, .integer, .number: value
        case .string(let text): .string(redacted(text))
        case .array(let elements): .array(redacted(elements, of: command))
        case .object(let members): .object(redacted(members))
        }
    }

    /// A text, which may be JSON itself.
    private static func redacted(_ text: String) -> String {
        guard SecretText.maySecretStand(in: text.utf8.span) else { return text }
        return json(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } ?? Self.text(text)
    }

    /// What stands in place of a value; no secret is true or false.
    static func hidden(_ value: JSON) -> JSON {
        switch value {
        case .null, .bool: value
        default: .string(mark)
        }
    }

    // MARK: Objects

    /// - Parameter isRow: whether what stands before the object names its value.
    private static func redacted(_ members: [JSON.Member], isRow: Bool = false) -> [JSON.Member] {
        let isRow = isRow || namesSecret(members)
        let isPair = members.contains { equalsIgnoringCase($0.name, "value") }
        let isKey = members.contains { $0.name == "kty" }
        let columns = SecretColumns(of: members)
        let command = command(in: members)
        return members.map { member in
            // The key of a pair is the name of its value.
            let isName = isPair && equalsIgnoringCase(member.name, "key")
            let isSecret =
                isSecret(member.name) && !isName
                || isRow && SecretRow.isValue(member.name.utf8.span)
                || isKey && privateMembers.contains(member.name)
            let value = columns?.hiding(in: member) ?? member.value
            return JSON.Member(
                name: text(member.name),
                value: isSecret ? hidden(member.value) : redacted(value, of: command))
        }
    }

    /// What a JSON web key keeps to itself, RFC 7518 section 6.
    private static let privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]

    /// Whether a member says that another one is a secret.
    static func namesSecret(_ members: [JSON.Member]) -> Bool {
        members.contains { member in
            guard case .string(let name) = member.value else { return false }
            return SecretRow.isName(member.name.utf8.span) && isSecret(name)
        }
    }

    /// The command that a member has, alone or with the first of its arguments.
    private static func command(in members: [JSON.Member]) -> String? {
        members.lazy.compactMap { $0.value.string ?? $0.value.elements.first?.string }
            .first(where: SecretOption.isCommand)
    }

    // MARK: Arrays

    /// The elements of an array up to the name of a secret, `["password", "…"]`.
    private static func redacted(_ elements: [JSON], of command: String?) -> [JSON] {
        let columns = SecretColumns(of: elements)
        let name = elements.firstIndex(where: namesSecret).map { $0 + 1 }
        let option = SecretOption.secretIndex(
            in: elements.map { $0.string ?? "" }, of: command)
        let start = [name, option].compactMap { $0 }.min() ?? elements.endIndex
        return elements.enumerated().map { index, element in
            if index >= start { return hidden(element) }
            let isNamed = index > 0 && isName(elements[index - 1]) && isValue(element)
            return isNamed
                ? .object(redacted(element.members, isRow: true))
                : redacted(columns?.hiding(inRow: element) ?? element)
        }
    }

    /// Whether a text is the name of a secret; an address is none.
    static func namesSecret(_ value: JSON) -> Bool {
        guard case .string(let name) = value else { return false }
        return !name.utf8.contains { "/:@".utf8.contains($0) } && isSecret(name)
    }

    /// Whether an object is the name of a secret only: `[{"name": "password"}, {"value": "…"}]`.
    private static func isName(_ value: JSON) -> Bool {
        namesSecret(value.members) && !hasValue(value)
    }

    /// Whether an object is a value only.
    private static func isValue(_ value: JSON) -> Bool {
        hasValue(value) && !value.members.contains { SecretRow.isName($0.name.utf8.span) }
    }

    private static func hasValue(_ value: JSON) -> Bool {
        value.members.contains { SecretRow.isValue($0.name.utf8.span) }
    }
}

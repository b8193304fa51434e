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

    private static func redacted(_ value: JSON) -> JSON {
        switch value {
        case .null, .bool, .integer, .number: value
        case .string(let text): .string(redacted(text))
        case .array(let elements): .array(redacted(elements))
        case .object(let members): .object(redacted(members))
        }
    }

    /// A text, which may be JSON itself.
    private static func redacted(_ text: String) -> String {
        guard SecretText.maySecretStand(in: text.utf8.span) else { return text }
        return json(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } ?? Self.text(text)
    }

    /// What stands in place of a value; no secret is true or false.
    private static func hidden(_ value: JSON) -> JSON {
        switch value {
        case .null, .bool: value
        default: .string(mark)
        }
    }

    // MARK: Objects

    private static func redacted(_ members: [JSON.Member]) -> [JSON.Member] {
        let isRow = namesSecret(members)
        let isPair = members.contains { equalsIgnoringCase($0.name, "value") }
        let header = header(in: members.map(\.value))
        let isKey = members.contains { $0.name == "kty" }
        return members.map { member in
            // The key of a pair is the name of its value.
            let isName = isPair && equalsIgnoringCase(member.name, "key")
            let isSecret =
                isSecret(member.name) && !isName
                || isRow && SecretRow.isValue(member.name.utf8.span)
                || isKey && privateMembers.contains(member.name)
            let value =
                parallel(member, to: header, among: members)
                ?? rows(member.value, below: header)
            return JSON.Member(
                name: text(member.name), value: isSecret ? hidden(member.value) : redacted(value))
        }
    }

    /// What a JSON web key keeps to itself, RFC 7518 section 6.
    private static let privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]

    /// Whether a member says that another one is a secret.
    private static func namesSecret(_ members: [JSON.Member]) -> Bool {
        members.contains { member in
            guard case .string(let name) = member.value else { return false }
            return SecretRow.isName(member.name.utf8.span) && isSecret(name)
        }
    }

    // MARK: Arrays

    /// The elements of an array up to the name of a secret, `["password", "…"]`.
    private static func redacted(_ elements: [JSON]) -> [JSON] {
        let header = header(in: elements)
        let name = elements.firstIndex(where: namesSecret) ?? elements.endIndex
        return elements.enumerated().map { index, element in
            index > name ? hidden(element) : redacted(row(element, below: header))
        }
    }

    /// Whether a text is the name of a secret; an address is none.
    private static func namesSecret(_ value: JSON) -> Bool {
        guard case .string(let name) = value else { return false }
        return !name.utf8.contains { "/:@".utf8.contains($0) } && isSecret(name)
            || SecretOption.matches(name.utf8.span)
    }

    // MARK: Tables

    /// The first array that says what columns of secrets are called: `["user", "password"]`, or
    /// `[{"name": "user"}, {"name": "password"}]`; empty where there is none.
    private static func header(in values: [JSON]) -> [JSON] {
        for case .array(let names) in values where names.contains(where: isColumnOfSecrets) {
            return names
        }
        return []
    }

    private static func isColumnOfSecrets(_ name: JSON) -> Bool {
        if case .object(let members) = name { return namesSecret(members) }
        return namesSecret(name)
    }

    /// An array of values that a header beside it names, without its secrets; nil for none:
    /// `{"keys": ["password"], "values": ["…"]}`.
    private static func parallel(
        _ member: JSON.Member, to header: [JSON], among members: [JSON.Member]
    ) -> JSON? {
        guard !header.isEmpty, case .array(let cells) = member.value,
            cells.allSatisfy({ $0.elements.isEmpty })
        else { return nil }
        // Of a table the header is the rows'.
        let isTable = members.contains { $0.value.elements.contains { !$0.elements.isEmpty } }
        let isNamed = members.contains {
            $0.value == .array(header) && SecretRow.isName($0.name.utf8.span)
        }
        let isParallel = isNamed && !isTable && header.count > 1 && cells.count == header.count
        return isParallel || SecretRow.isValue(member.name.utf8.span)
            ? row(member.value, below: header) : nil
    }

    private static func rows(_ value: JSON, below header: [JSON]) -> JSON {
        guard !header.isEmpty, case .array(let rows) = value else { return value }
        return .array(rows.map { row($0, below: header) })
    }

    /// A row without its secrets.
    private static func row(_ value: JSON, below header: [JSON]) -> JSON {
        guard !header.isEmpty, case .array(let cells) = value, cells != header else { return value }
        return .array(
            cells.enumerated().map { index, cell in
                index < header.count && isColumnOfSecrets(header[index]) ? hidden(cell) : cell
            })
    }
}

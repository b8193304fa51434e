import HTTP

/// The members of a row that names a secret in one of them and holds it in another, such as
/// `{"key": "password", "value": "…"}`, in whatever order.
enum SecretRow {
    /// What a member is called that holds a name.
    private static let names = Word.list(
        "id", "k", "n", "type", "field", "param", "parameter", "header", "variable", "property",
        "attribute", "setting", "label", "column")
    private static let nameEndings = Word.list("name", "key")
    /// Nobody's account is the name of a secret.
    private static let noName = Word("username")
    /// What a member is called that holds the value for it.
    private static let values = Word.list(
        "v", "val", "vals", "values", "content", "contents", "text", "data", "body")
    private static let valueEnding = Word("value")
    private static let allValues = values + [valueEnding]

    /// Whether the member of this name may say what the row's value is called.
    static func isName(_ member: borrowing Span<UInt8>) -> Bool {
        var member = SplitName(member).bytes
        // The `keys` of `{"keys": ["password"], "values": ["…"]}`.
        if member.last == UInt8(ascii: "s") { member.removeLast() }
        return !noName.ends(member)
            && (nameEndings.contains { $0.ends(member) } || names.contains { $0.bytes == member })
    }

    /// Whether the member of this name may be the row's value.
    static func isValue(_ member: borrowing Span<UInt8>) -> Bool {
        // Most lack a letter of each word.
        let letters = Word.letters(in: member)
        guard allValues.contains(where: { $0.canStand(among: letters) }) else { return false }
        let member = SplitName(member).bytes
        return valueEnding.ends(member) || values.contains { $0.bytes == member }
    }
}

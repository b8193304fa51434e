import Emulation

/// A user principal name as a client wrote it: `local@domain`.
struct UserName {
    /// As received, for messages.
    let text: String
    /// In lower case, the form in which users are searched.
    let folded: String
    /// Set if the user is named by object id instead.
    let objectID: String?

    /// - Throws: a 400 naming `userName` if the text is not a valid name.
    init(_ text: String, quirk: StoreObjectID) throws(StoreError) {
        self.text = text
        folded = Self.fold(text)
        objectID = quirk == .accept ? Self.objectID(text) : nil
        guard objectID == nil, !Self.isPrincipalName(text) else { return }
        throw .invalidParameter(
            "userName",
            details:
                "userName must be a user principal name, user@domain, not '\(text.prefix(100))'.",
            StoreRule.userName)
    }

    /// The form in which names that differ only in case are equal.
    static func fold(_ name: String) -> String {
        name.lowercased()
    }

    /// What stands behind the `@` of a user principal name.
    static func domain(of name: String) -> String {
        String(name.drop { $0 != "@" }.dropFirst())
    }

    static func isPrincipalName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
            let sign = bytes.firstIndex(of: UInt8(ascii: "@"))
        else { return false }
        let domain = bytes[bytes.index(after: sign)...]
        return sign > bytes.startIndex && !domain.isEmpty && !domain.contains(UInt8(ascii: "@"))
    }

    /// The GUID in a text, which may put it in braces.
    private static func objectID(_ text: String) -> String? {
        let isBraced =
            text.utf8.first == UInt8(ascii: "{") && text.utf8.last == UInt8(ascii: "}")
        let id = isBraced ? text.dropFirst().dropLast() : text[...]
        return id.isGUID ? String(id) : nil
    }
}

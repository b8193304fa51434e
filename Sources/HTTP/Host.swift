/// The host that a request names, RFC 9110 section 7.2, without its port.
package enum Host: Hashable, Sendable {
    case address(IPAddress)
    /// In lower case, without a trailing dot.
    case name(String)

    /// Reads a name or an address; nil for any other text.
    package init?(_ text: Substring) {
        if let address = IPAddress(text) {
            self = .address(address)
            return
        }
        let name = text.utf8.last == UInt8(ascii: ".") ? text.dropLast() : text
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            (1...63).contains(label.count) && label.allSatisfy(Self.isNameCharacter)
        }
        guard isName, name.utf8.count <= 253 else { return nil }
        self = .name(name.lowercased())
    }

    /// Reads the value of the field `Host`: `localhost:7328`, `[::1]`.
    package init?(authority: String) {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            let text = authority[..<end].dropFirst()
            guard Self.isPort(authority[end...].dropFirst()), text.contains(":") else { return nil }
            self.init(text)
        } else {
            let text = authority.prefix { $0 != ":" }
            guard Self.isPort(authority[text.endIndex...]) else { return nil }
            self.init(text)
        }
    }

    /// The host of an authority, without its port, as it is written.
    package static func text(in authority: String) -> Substring {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return authority[...end]
        }
        return authority.prefix { $0 != ":" }
    }

    /// Whether it is this machine, whatever resolves the name: RFC 6761 section 6.3.
    package var isLoopback: Bool {
        switch self {
        case .address(let address): address.isLoopback
        case .name(let name): name == "localhost" || name.hasSuffix(".localhost")
        }
    }

    private static func isNameCharacter(_ byte: UInt8) -> Bool {
        byte.isLetterOrDigit || "-_".utf8.contains(byte)
    }

    /// Whether the text is empty, or a colon and digits.
    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty
            || text.first == ":" && text.dropFirst().utf8.allSatisfy(\.isDigit)
    }
}

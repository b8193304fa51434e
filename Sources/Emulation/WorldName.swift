internal import HTTP

/// The name of a world: 1 to 64 of `A-Z a-z 0-9 . _ -`.
package struct WorldName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// The world of those who name none.
    package static let home = WorldName(checked: "default")

    /// - Throws: what is wrong with the name.
    package init(_ text: String) throws(WorldRefusal) {
        let isName =
            (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                let letter = byte | 0x20
                return letter &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
                    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                    || byte == UInt8(ascii: "-")
            }
        guard isName else { throw .noName(String(text.prefix(100))) }
        description = text
    }

    private init(checked text: String) {
        description = text
    }

    /// What stands in a credential before and behind its last `~`; no world for none.
    package static func split(_ credential: String) -> (credential: String, world: String?) {
        guard let tilde = credential.lastIndex(of: "~") else { return (credential, nil) }
        return (
            String(credential[..<tilde]), String(credential[credential.index(after: tilde)...])
        )
    }
}

/// Why there is no such world.
package enum WorldRefusal: Error, Equatable, Sendable {
    case noName(String)
    case tooMany(Int)
    case exists(WorldName)
    case unknown(WorldName)
    /// It has been, as the request says.
    case gone(WorldName)
    /// What `X-Seatfiller-World-Exists` says.
    case noClaim(String)
    /// The world of those who name none stays.
    case isHome
    /// There is no memory for it.
    case noMemory(String)
}

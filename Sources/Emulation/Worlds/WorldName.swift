import HTTP

/// The name of a world: 1 to 64 of `A-Z a-z 0-9 . _ -`.
package struct WorldName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// The world of requests that name no world.
    package static let `default` = WorldName(checked: "default")

    /// - Throws: `WorldRefusal.noName` if the text cannot be a name.
    package init(_ text: String) throws(WorldRefusal) {
        guard let name = WorldName(exactly: text) else {
            throw .noName(String(text.prefix(100)))
        }
        self = name
    }

    /// Nil if the text cannot be a name.
    package init?(exactly text: String) {
        let isName =
            (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0.isLetterOrDigit || "._-".utf8.contains($0) }
        guard isName else { return nil }
        description = text
    }

    private init(checked text: String) {
        description = text
    }

    /// Splits a credential such as `secret~world` at its last `~`.
    ///
    /// - Returns: the whole credential and no world if what follows cannot be a name.
    package static func split(_ credential: String) -> (credential: String, world: WorldName?) {
        let bytes = credential.utf8
        guard let tilde = bytes.lastIndex(of: UInt8(ascii: "~")),
            let name = WorldName(exactly: String(credential[bytes.index(after: tilde)...]))
        else { return (credential, nil) }
        return (String(credential[..<tilde]), name)
    }
}

/// The charsets that the server reads.
package enum Charset: Sendable {
    case utf8, utf16LittleEndian, utf16BigEndian

    /// The charset with this name in lower case; nil for a charset that the server does not read.
    package init?(named name: String) {
        switch name {
        case "utf-8", "utf8": self = .utf8
        // Little-endian without a mark, as in .NET and unlike RFC 2781.
        case "utf-16", "utf-16le": self = .utf16LittleEndian
        case "utf-16be": self = .utf16BigEndian
        default: return nil
        }
    }

    /// The charset of content: by its byte order mark, else as declared, else UTF-8.
    package init(of content: [UInt8], _ type: MediaType?) {
        if content.starts(with: [0xFF, 0xFE]) {
            self = .utf16LittleEndian
        } else if content.starts(with: [0xFE, 0xFF]) {
            self = .utf16BigEndian
        } else if content.starts(with: Self.mark) {
            self = .utf8
        } else {
            self = type?.charset.flatMap(Charset.init(named:)) ?? .utf8
        }
    }

    /// The byte order mark in UTF-8.
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The text in UTF-8 without a mark. Text that is UTF-8 already is not checked.
    ///
    /// - Returns: nil if the bytes are not text in the charset.
    package func utf8(_ bytes: [UInt8]) -> [UInt8]? {
        switch self {
        case .utf8: bytes.starts(with: Self.mark) ? Array(bytes.dropFirst(3)) : bytes
        case .utf16LittleEndian, .utf16BigEndian:
            bytes.count.isMultiple(of: 2)
                ? String(validating: units(bytes), as: UTF16.self).map { Array($0.utf8) } : nil
        }
    }

    /// Likewise, with replacement characters for invalid bytes.
    package func repairedUTF8(_ bytes: [UInt8]) -> [UInt8] {
        utf8(bytes) ?? Array(String(decoding: units(bytes), as: UTF16.self).utf8)
    }

    /// The units of UTF-16 without a mark. Half a unit at the end is ignored.
    private func units(_ bytes: [UInt8]) -> [UInt16] {
        let isBigEndian = self == .utf16BigEndian
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        return units.first == 0xFEFF ? Array(units.dropFirst()) : units
    }
}

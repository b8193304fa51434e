package import HTTP
package import HTTPTypes
import Testing

/// A text as a client may write it: bytes, and the fields that say how to read them.
package struct WrittenText: Sendable, CustomTestStringConvertible {
    package let testDescription: String
    package let type: String
    package let encoding: String?
    package let bytes: [UInt8]

    /// A `POST` of it.
    package func request(to target: String, _ fields: HTTPFields = [:]) -> Request {
        var fields = fields
        fields[.contentType] = type
        fields[.contentEncoding] = encoding
        return Request(.post, target, headerFields: fields, body: bytes)
    }

    private init(
        _ description: String, _ type: String, _ bytes: [UInt8], encoding: String? = nil
    ) {
        testDescription = description
        self.type = type
        self.bytes = bytes
        self.encoding = encoding
    }

    package static func littleEndian(_ text: String) -> [UInt8] {
        text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    }

    package static func bigEndian(_ text: String) -> [UInt8] {
        text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    }

    /// Ways that say the same.
    package static func readable(_ text: String, as type: String) -> [WrittenText] {
        let utf8 = Array(text.utf8)
        let (little, big) = (littleEndian(text), bigEndian(text))
        return [
            WrittenText("UTF-8", type, utf8),
            WrittenText("UTF-8 as declared", "\(type.uppercased()) ; Charset=\"UTF-8\"", utf8),
            WrittenText("UTF-8 with its mark", type, [0xEF, 0xBB, 0xBF] + utf8),
            WrittenText("UTF-8 in a charset that nobody reads", "\(type);charset=latin1", utf8),
            WrittenText("UTF-16 as declared", "\(type); charset=utf-16", little),
            WrittenText(
                "UTF-16LE as declared", "\(type); a=\";charset=x\"; charset=utf-16LE", little),
            WrittenText("UTF-16BE as declared", "\(type);charset=UTF-16BE", big),
            WrittenText("UTF-16 with its mark", type, [0xFF, 0xFE] + little),
            WrittenText("UTF-16 with the other mark", type, [0xFE, 0xFF] + big),
            WrittenText("a mark that knows better", "\(type);charset=utf-16", [0xFE, 0xFF] + big),
            WrittenText("coded by nothing", type, utf8, encoding: "Identity"),
        ]
    }

    /// Ways that say nothing that can be read.
    package static func malformed(_ text: String, as type: String) -> [WrittenText] {
        let little = littleEndian(text)
        return [
            WrittenText("a NUL in front", type, [0] + Array(text.utf8)),
            WrittenText("UTF-16 that does not say so", type, little),
            WrittenText("half of a unit", "\(type); charset=utf-16", little + [0x20]),
            WrittenText("half of a pair", "\(type); charset=utf-16", little + [0x00, 0xD8]),
            WrittenText(
                "UTF-8 that says it is UTF-16", "\(type); charset=utf-16", Array(text.utf8)),
        ]
    }

    /// Ways that need decoding first.
    package static func coded(_ text: String, as type: String) -> [WrittenText] {
        ["gzip", "GZIP", "br", "identity, deflate"].map {
            WrittenText($0, type, Array(text.utf8), encoding: $0)
        }
    }
}

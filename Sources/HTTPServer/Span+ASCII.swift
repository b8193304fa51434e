import HTTP

extension UInt8 {
    static let cr = UInt8(ascii: "\r")

    /// RFC 9110 section 5.6.2.
    var isTokenCharacter: Bool {
        isLetterOrDigit || "!#$%&'*+-.^_`|~".utf8.contains(self)
    }

    /// RFC 3986 section 3.2.2, but for the comma: one would mean two hosts joined to one.
    var isHostCharacter: Bool {
        isLetterOrDigit || "-._~!$&'()*+;=:[]%".utf8.contains(self)
    }
}

extension Span<UInt8> {
    func starts(with word: StaticString) -> Bool {
        guard count >= word.utf8CodeUnitCount else { return false }
        for index in 0..<word.utf8CodeUnitCount where self[index] != word.utf8Start[index] {
            return false
        }
        return true
    }

    var string: String {
        withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    var isToken: Bool {
        for index in indices where !self[index].isTokenCharacter { return false }
        return count > 0
    }

    func firstIndex(of byte: UInt8) -> Int? {
        for index in indices where self[index] == byte { return index }
        return nil
    }

    func lastIndex(of byte: UInt8) -> Int? {
        for index in indices.reversed() where self[index] == byte { return index }
        return nil
    }
}

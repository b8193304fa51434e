// Strings and numbers.
extension JSONReader {
    package mutating func string() throws(JSONError) -> String {
        try skipBlank()
        let start = offset
        try expect(UInt8(ascii: "\""), "a string")
        let first = offset
        window.anchor = first
        defer { window.anchor = nil }
        while true {
            window.passPlainCharacters()
            switch try byte() {
            case UInt8(ascii: "\""):
                guard let text = window.text(from: first) else {
                    throw error("not UTF-8 text", at: start)
                }
                window.offset += 1
                return text
            case UInt8(ascii: "\\"):
                return try escapedString(start: start, plain: window.read(from: first))
            case 0..<0x20: throw unexpected("no control character")
            // The window has moved.
            default: continue
            }
        }
    }

    private mutating func escapedString(
        start: Int, plain: ArraySlice<UInt8>
    ) throws(JSONError) -> String {
        var text = Array(plain)
        while true {
            let byte = try byte()
            if byte == UInt8(ascii: "\"") { break }
            guard byte >= 0x20 else { throw unexpected("no control character") }
            if byte == UInt8(ascii: "\\") {
                text.append(contentsOf: String(try escape()).utf8)
            } else {
                text.append(byte)
                window.offset += 1
            }
        }
        window.offset += 1
        guard let string = String(validating: text, as: UTF8.self) else {
            throw error("not UTF-8 text", at: start)
        }
        return string
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let start = offset
        window.offset += 1
        let letter = try byte()
        window.offset += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try hexadecimals()
            if let scalar = Unicode.Scalar(unit) { return scalar }
            guard unit < 0xDC00, pass(UInt8(ascii: "\\")), pass(UInt8(ascii: "u")) else {
                throw error("half of a surrogate pair", at: start)
            }
            let low = try hexadecimals()
            guard (0xDC00...0xDFFF).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
            else { throw error("half of a surrogate pair", at: start) }
            return scalar
        default: throw error("an unknown escape in a string", at: start)
        }
    }

    private mutating func hexadecimals() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try byte())).hexDigitValue else {
                throw unexpected("four hexadecimal digits after '\\u'")
            }
            value = value << 4 | UInt32(digit)
            window.offset += 1
        }
        return value
    }

    mutating func number() throws(JSONError) -> JSON {
        let start = offset
        window.anchor = start
        defer { window.anchor = nil }
        if pass(UInt8(ascii: "-")) { _ = try byte() }
        if !pass(UInt8(ascii: "0")) { try digits() }
        var isInteger = true
        if pass(UInt8(ascii: ".")) {
            isInteger = false
            try digits()
        }
        if let letter = window.peek(), letter | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            window.offset += 1
            if !pass(UInt8(ascii: "+")) { _ = pass(UInt8(ascii: "-")) }
            try digits()
        }
        let lexeme = String(decoding: window.read(from: start), as: UTF8.self)
        if isInteger, let integer = Int64(lexeme) { return .integer(integer) }
        guard let number = Double(lexeme), number.isFinite else {
            throw error("a number too large", at: start)
        }
        return .number(number)
    }

    private mutating func digits() throws(JSONError) {
        guard let first = window.peek(), first &- UInt8(ascii: "0") < 10 else {
            throw unexpected("a digit")
        }
        while let byte = window.peek(), byte &- UInt8(ascii: "0") < 10 { window.offset += 1 }
    }

}

import JSON
import Testing

@Suite struct `Reading JSON` {
    @Test func `values of every kind keep their order and their kind`() throws {
        let text = #"{"b":[1,-2.5,1.0,"x",null,true,false,{}],"a":9223372036854775807}"#
        #expect(
            try JSON(parsing: Array(text.utf8))
                == [
                    "b": [
                        1, .number(-2.5), .number(1), "x", .null, .bool(true), .bool(false),
                        .object([]),
                    ], "a": .integer(.max),
                ])
    }

    @Test(arguments: [
        (#""\u0041\n\"\\\/\b\f\r\t""#, "A\n\"\\/\u{8}\u{C}\r\t"), (#""\ud83d\ude00""#, "😀"),
        ("\"größe®\"", "größe®"), (#""""#, ""),
    ])
    func `strings are unescaped`(text: String, expected: String) throws {
        #expect(try JSON(parsing: Array(text.utf8)) == .string(expected))
    }

    @Test(arguments: [
        ("", 1, 1, "the text ends too early"),
        ("{", 1, 2, "the text ends too early"),
        ("{\n  \"a\" 1}", 2, 7, "expected ':' after the member's name, found '1'"),
        ("[1,]", 1, 4, "expected another element after ',', found ']'"),
        ("[1 2]", 1, 4, "expected ',' or ']', found '2'"),
        ("{\"ä\":tru}", 1, 6, "expected a value, found 't'"),
        ("01", 1, 2, "expected the end of the text, found '1'"),
        ("-", 1, 2, "the text ends too early"),
        ("1.", 1, 3, "the text ends where a digit is due"),
        ("1e999", 1, 1, "a number too large"),
        ("\"a\nb\"", 1, 3, "expected no control character, found a blank or control character"),
        (#""\x""#, 1, 2, "an unknown escape in a string"),
        (#""\ud83d""#, 1, 2, "half of a surrogate pair"),
        (#""\ud83dA""#, 1, 2, "half of a surrogate pair"),
        ("[1] x", 1, 5, "expected the end of the text, found 'x'"),
        ("// x\n1", 1, 1, "expected a value, found '/'"),
        ("ü", 1, 1, "expected a value, found a character outside ASCII"),
        (String(repeating: "[", count: 65), 1, 65, "nested deeper than 64 levels"),
    ])
    func `a mistake is found where it stands`(
        text: String, line: Int, column: Int, message: String
    ) throws {
        let error = try #require(throws: JSONError.self) {
            try JSON(parsing: Array(text.utf8))
        }
        #expect(error.place == TextPlace(line: line, column: column))
        #expect(error.message == message)
    }

    @Test(
        arguments: [
            ("2", 2), ("2.0", 2), ("1e4", 10_000), ("-0.0", 0), ("9223372036854775807", .max),
            ("2.5", nil),
            ("1e19", nil), ("\"2\"", nil),
        ] as [(String, Int64?)])
    func `a number without a fraction is an integer, however it is written`(
        text: String, integer: Int64?
    ) throws {
        #expect(try JSON(parsing: Array(text.utf8)).integer == integer)
    }

    @Test func `bytes that are no UTF-8 are a mistake`() throws {
        let error = try #require(throws: JSONError.self) {
            try JSON(parsing: [0x22, 0xFF, 0x22])
        }
        #expect(error.message == "not UTF-8 text")
    }

    /// Whatever length the pieces of a file have, and wherever they end.
    @Test(arguments: [1, 2, 3, 5, 7, 64])
    func `a text in pieces is read as one that is whole`(pieceByteCount: Int) {
        let texts = [
            #"{"b":[1,-2.5,1e3,"x\u0041\ud83d\ude00ö",null,true,false,{}],"a":9223372036854775807}"#,
            "/* a * / */ { // b\n \"größe®\": [1, 2,], } // c", "", "{", "{\n  \"a\" 1}", "[1,]",
            "tru",
            "-", "1.", "1e999", "\"a\nb\"", #""\x""#, #""\ud83dA""#, "[1] x", "1 /* x", "\"abc",
        ]
        for text in texts {
            let bytes = Array(text.utf8)
            let pieces = JSONText(byteCount: bytes.count) {
                Array(bytes[$0].prefix(pieceByteCount))
            }
            #expect(Self.outcome(pieces) == Self.outcome(JSONText(bytes)), "\(text)")
        }
    }

    private static func outcome(_ text: JSONText) -> String {
        var reader = JSONReader(text, dialect: .relaxed)
        do {
            let value = try reader.value()
            try reader.end()
            return value.text
        } catch {
            return "\(error.place) \(error.message)"
        }
    }

    @Test func `a byte order mark is passed over`() throws {
        #expect(try JSON(parsing: [0xEF, 0xBB, 0xBF, 0x31]) == 1)
    }

    @Test func `the relaxed dialect takes comments and a last comma`() throws {
        let text = "/* a */ { // b\n \"a\": [1, 2,], } // c"
        var reader = JSONReader(Array(text.utf8), dialect: .relaxed)
        #expect(try reader.value() == ["a": [1, 2]])
        #expect(throws: Never.self) { try reader.end() }
    }

    @Test func `a comment that never ends is a mistake where it starts`() throws {
        var reader = JSONReader(Array("1 /* x".utf8), dialect: .relaxed)
        #expect(try reader.value() == 1)
        let error = try #require(throws: JSONError.self) { try reader.end() }
        #expect(error.place == TextPlace(line: 1, column: 3))
    }

    @Test func `whatever a cut or a changed byte makes of a text, reading ends`() {
        let text = Array(#"{"a":[1,-2.5e3,"\u0041x",null,{"b":true}]}"#.utf8)
        var readable = 0
        for index in text.indices {
            for byte in [UInt8(0), 0x22, 0x5C, 0x7B, 0x5D, 0x2C, 0x65, 0xFF] {
                var changed = text
                changed[index] = byte
                if (try? JSON(parsing: changed)) != nil { readable += 1 }
            }
            #expect((try? JSON(parsing: Array(text[..<index]))) == nil)
        }
        #expect(readable > 0)
    }
}

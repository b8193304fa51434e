import JSON
import Testing

@Suite struct `Printing JSON` {
    @Test func `members stand in the order in which they were written`() {
        var printer = JSONPrinter()
        printer.beginObject()
        printer.name("z")
        printer.beginArray()
        printer.integer(1)
        printer.null()
        printer.string("x")
        printer.endArray()
        printer.name("a")
        printer.beginObject()
        printer.endObject()
        printer.endObject()
        #expect(String(decoding: printer.bytes, as: UTF8.self) == #"{"z":[1,null,"x"],"a":{}}"#)
    }

    @Test func `what must be escaped is, and nothing else`() {
        let text = JSON.string("\"\\/\n\r\t\u{0}\u{1F}\u{7F}größe😀")
        #expect(text.text == #""\"\\/\n\r\t\u0000\u001f"# + "\u{7F}größe😀\"")
    }

    @Test func `values that others print find their commas`() {
        var printer = JSONPrinter()
        printer.beginArray()
        for number in 1...3 {
            printer.beginValue()
            if number == 2 {
                printer.null()
            } else {
                printer.bytes += "{}".utf8
                printer.endValue()
            }
        }
        printer.string("x")
        printer.endArray()
        #expect(String(decoding: printer.bytes, as: UTF8.self) == #"[{},null,{},"x"]"#)
    }

    @Test func `a value reads back as it was printed`() throws {
        let value: JSON = ["a": [1, .number(0.1), "x\"y", .null, .bool(false)], "b": .object([])]
        #expect(try JSON(parsing: Array(value.text.utf8)) == value)
    }
}

import HTTP
import HTTPTypes
import TestWorlds
import Testing

@Suite struct `A request's content` {
    @Test(
        arguments: [
            ("application/json", "application/json", nil),
            ("Application/JSON;charset=UTF-8", "application/json", "utf-8"),
            ("text/json ; q=1 ;\tCharset = \"Utf-16\"", "text/json", "utf-16"),
            ("a/b; x=\"charset=utf-16; charset=utf-8\"", "a/b", nil),
            ("a/b;charset", "a/b", nil), ("a/b;;charset=c", "a/b", "c"),
            ("a/b, c/d; charset=utf-8", "a/b", "utf-8"), ("", "", nil), (";", "", nil),
        ] as [(String, String, String?)])
    func `has a type in upper and lower case alike, and perhaps a charset`(
        field: String, essence: String, charset: String?
    ) {
        let type = MediaType(field)
        #expect(type.essence == essence)
        #expect(type.charset == charset)
    }

    @Test(arguments: WrittenText.readable("größe 😀", as: "text/plain"))
    func `is the same text in whatever charset it came`(written: WrittenText) throws {
        #expect(String(decoding: try written.request(to: "/").text, as: UTF8.self) == "größe 😀")
    }

    @Test(arguments: WrittenText.coded("x", as: "text/plain"))
    func `is no text as long as it is coded`(written: WrittenText) throws {
        #expect(throws: ContentError.coded(written.encoding ?? "")) {
            try written.request(to: "/").text
        }
    }

    @Test func `is no text where UTF-16 does not come out`() {
        for written in WrittenText.malformed("abc", as: "text/plain").suffix(3) {
            #expect(throws: ContentError.malformed, "\(written.testDescription)") {
                try written.request(to: "/").text
            }
        }
    }

    @Test func `of no bytes is no text, however it is coded`() throws {
        let request = Request(.post, "/", headerFields: [.contentEncoding: "gzip"])
        #expect(try request.text == [])
    }

    @Test(
        arguments: WrittenText.readable("a=1+2&b=%C3%BC", as: "application/x-www-form-urlencoded"))
    func `is a form where it says so`(written: WrittenText) throws {
        let form = try #require(try Form(written.request(to: "/")))
        #expect(form["a"] == "1 2")
        #expect(form["b"] == "ü")
        let other = Request(.post, "/", headerFields: [.contentType: "text/plain"], body: [0x61])
        #expect(try Form(other) == nil)
    }
}

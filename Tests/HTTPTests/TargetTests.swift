import HTTP
import Testing

@Suite struct `A request's target` {
    @Test func `the path's segments are decoded one by one`() {
        let target = Target("/V1/Users/ann%40contoso.com/a%2Fb+c/")
        #expect(target.segments == ["V1", "Users", "ann@contoso.com", "a/b+c", ""])
        #expect(target.path == "/V1/Users/ann%40contoso.com/a%2Fb+c/")
    }

    @Test func `the query is decoded as a form is`() {
        let target = Target("/p?a=1+2&b=%2B&&c&d=x=y&a=3")
        #expect(
            target.query.map { "\($0.name):\($0.value)" } == ["a:1 2", "b:+", "c:", "d:x=y", "a:3"])
    }

    @Test(
        arguments: [
            ("/V1/Users/ann%40contoso.com/Seats/", "/V1/Users/ann@contoso.com/Seats"),
            ("/%56%31/Users?x=/y/", "/V1/Users"), ("/V1/a%2Fb", "/V1/a%2Fb"),
            ("/V1/a%2fb", "/V1/a%2Fb"), ("/V1//", "/V1/"), ("//V1", "//V1"), ("/", "/"),
            ("", "/"), ("/a+b%20c%3F", "/a+b c?"), ("/%e2%82%ac", "/€"), ("/V1/%2F", "/V1/%2F"),
        ])
    func `has one canonical path, however it is spelt`(raw: String, path: String) {
        #expect(Target(raw).canonicalPath == path)
    }

    @Test(arguments: ["%", "%4", "%zz", "%+1", "%-1"])
    func `an escape that is none stays as it is`(text: String) {
        #expect(Target("/" + text).segments == [text])
    }

    @Test func `bytes that are no UTF-8 become replacement characters`() {
        #expect(Target("/%FF%41").segments == ["\u{FFFD}A"])
    }

    @Test func `a parameter is found in upper and lower case alike, the first of several`() {
        let target = Target("/p?MAXRESULTS=5&maxResults=6")
        #expect(target.parameter("maxResults") == "5")
        #expect(target.parameter("max") == nil)
    }

    @Test func `an argument is a parameter that is not blank`() {
        let target = Target("/p?a=&b=+%09%0D%0A%C2%85%E2%80%A8&c&d=%20x&e=%00&f=&F=1")
        #expect(["a", "b", "c", "f", "g"].allSatisfy { target.argument($0) == nil })
        #expect(target.argument("D") == " x")
        #expect(target.argument("e") == "\0")
        #expect(target.arguments("f") == ["1"])
    }

    @Test func `a question mark too many before the first name is passed over`() {
        #expect(Target("/p??maxResults=2").parameter("maxResults") == "2")
        #expect(Target("/p?x=1&?maxResults=2").parameter("maxResults") == nil)
    }

    @Test func `no target breaks it`() {
        for raw in ["", "/", "?", "/?", "*", "/?=&=&%", "//"] {
            #expect(Target(raw).parameter("x") == nil)
        }
    }
}

import HTTP
import HTTPTypes
import Testing

@Suite struct `A host` {
    @Test(
        arguments: [
            ("127.0.0.1", [127, 0, 0, 1]), ("0.0.0.0", [0, 0, 0, 0]),
            ("255.255.255.255", [255, 255, 255, 255]), ("::ffff:10.0.0.1", [10, 0, 0, 1]),
            ("::FFFF:7f00:1", [127, 0, 0, 1]),
            ("::", [UInt8](repeating: 0, count: 16)),
            ("::1", [UInt8](repeating: 0, count: 15) + [1]),
            ("0:0:0:0:0:0:0:1", [UInt8](repeating: 0, count: 15) + [1]),
            ("fe80::1%eth0", [0xFE, 0x80] + [UInt8](repeating: 0, count: 13) + [1]),
            ("1:2:3:4:5:6:7:8", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]),
            ("1::8", [0, 1] + [UInt8](repeating: 0, count: 13) + [8]),
            ("64:ff9b::1.2.3.4", [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]),
        ] as [(String, [UInt8])])
    func `is an address however that is written`(text: String, bytes: [UInt8]) throws {
        #expect(try #require(IPAddress(text[...])) == #require(IPAddress(bytes)))
        #expect(Host(text[...]) == IPAddress(bytes).map(Host.address))
    }

    @Test(
        arguments: [
            "", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "1:2:3:4:5:6:7::8",
            "12345::", "g::", "::1.2.3", "::256.1.1.1", "1.2.3.4::", ":1", "1:", "-1::", "::+1",
            "1.2.3", "1.2.3.4.5", "1.2.3.256", "1..2.3", "+1.2.3.4", " 1.2.3.4", "1.2.3.٤",
        ])
    func `is no address by half`(text: String) {
        #expect(IPAddress(text[...]) == nil)
    }

    @Test(
        arguments: [
            ("localhost", "localhost"), ("LocalHost:7328", "localhost"),
            ("localhost.", "localhost"),
            ("a_b-1.example:", "a_b-1.example"), ("1.2.3", "1.2.3"),
        ])
    func `has a name in upper and lower case alike, and its port does not matter`(
        authority: String, name: String
    ) {
        #expect(Host(authority: authority) == .name(name))
    }

    @Test func `of version 6 stands in brackets`() throws {
        let address = try #require(IPAddress("::1"))
        #expect(Host(authority: "[::1]:7328") == .address(address))
        #expect(Host(authority: "[::1%25lo]") == .address(address))
        #expect(Host(authority: "127.0.0.1:80") == IPAddress("127.0.0.1").map(Host.address))
    }

    @Test(
        arguments: [
            "", ":80", ".", "a..b", ".a", "a:b", "a:80:80", "a b", "a/b", "user@a", "[::1", "::1",
            "[::1]x", "[::1]:x", "[1.2.3.4]", "[a]", "ä", "a,b", "*",
            String(repeating: "a", count: 64), String(repeating: "a.", count: 127) + "a",
        ])
    func `is nothing that is neither`(authority: String) {
        #expect(Host(authority: authority) == nil)
    }

    @Test(
        arguments: [
            ("localhost", true), ("a.b.localhost", true), ("127.255.0.1", true), ("[::1]", true),
            ("[::ffff:127.0.0.1]", true), ("notlocalhost", false), ("localhost.example", false),
            ("128.0.0.1", false), ("0.0.0.0", false), ("[::]", false), ("[::2]", false),
            ("127.0.0.1.example", false),
        ])
    func `is the machine itself, or not`(authority: String, isLoopback: Bool) throws {
        #expect(try #require(Host(authority: authority)).isLoopback == isLoopback)
    }
}

@Suite struct `The credentials of a request` {
    @Test(
        arguments: [
            ("Bearer abc", "Bearer", "abc"), ("bearer   a b ", "bearer", "a b"),
            ("Bearer\tabc", "Bearer", "abc"), ("Bearer", "Bearer", ""), ("", "", ""),
            ("abc~d==", "abc~d==", ""),
        ])
    func `are a scheme and what stands behind it`(field: String, scheme: String, value: String) {
        let credentials = Credentials(field)
        #expect(credentials.scheme == scheme)
        #expect(credentials.value == value)
        #expect(credentials.value(of: "BEARER") == (value.isEmpty ? nil : value[...]))
        #expect(credentials.value(of: "Basic") == nil)
    }
}

import HTTP
import Testing

@Suite struct `A range of bytes` {
    @Test(arguments: [
        ("bytes=0-0", 0..<1), ("bytes=0-99", 0..<10), ("BYTES=3-5", 3..<6), ("bytes=9-", 9..<10),
        ("bytes=-3", 7..<10), ("bytes=-99", 0..<10), ("bytes=0-99999999999999999999", 0..<10),
        ("bytes=0-9223372036854775807", 0..<10),
    ])
    func `is found in a content`(field: String, positions: Range<Int>) throws {
        #expect(try #require(ByteRange(field)).positions(in: 10) == positions)
    }

    @Test(arguments: ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"])
    func `has nothing behind the end`(field: String) throws {
        #expect(try #require(ByteRange(field)).positions(in: 10) == nil)
        #expect(try #require(ByteRange(field)).positions(in: 0) == nil)
    }

    @Test(arguments: [
        "", "bytes", "bytes=", "bytes=-", "bytes=5-3", "bytes=a-b", "bytes=1-2-3", "bytes=0-1,3-4",
        "bytes= 0-1", "items=0-1", "bytes=+1-2", "bytes=1-x", "bytes=-x", "bytes=--1", "bytes=٣-٤",
    ])
    func `is none in another text`(field: String) {
        #expect(ByteRange(field) == nil)
    }
}

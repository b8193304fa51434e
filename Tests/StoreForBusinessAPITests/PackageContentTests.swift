import Cryptography
import Emulation
import HTTP
import HTTPTypes
import JSON
import StoreForBusinessAPI
import TestWorlds
import Testing

/// SHA-256 in base64 of what is served, by another program.
enum PackageContentHash {
    static let of1024 = "U8pM3kL5ahndj+DMy6yVjrv6cPgOPn3mQ067i9dR99Y="
    static let of100000 = "y7GeMd7mvCcEg/YMKFmZiU4lbetfx6iWQ7y0t7rpBJw="
    static let ofNothing = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
}

@Suite struct `The content of a package` {
    private let packages = "/V1/Products/9HASH/0010/Packages"

    private func package(_ id: String, _ fields: HTTPFields = [.host: "msfb"]) throws -> JSON {
        let answer = try Catalogue().answer(.get, "\(packages)/\(id)", fields)
        return try JSON(parsing: answer.response.body)
    }

    @Test(
        .tags(.chosen),
        arguments: [
            ("sized%20%C3%A9%2F1", 100_000, PackageContentHash.of100000),
            ("empty", 0, PackageContentHash.ofNothing),
        ])
    func `is where its location says, as large as it says, and of the hash`(
        id: String, size: Int, hash: String
    ) throws {
        let package = try package(id)
        #expect(package["fileSize"] == .integer(Int64(size)))
        #expect(package["fileHash"] == .string(hash))
        #expect(package["fileHashAlgorithm"] == "SHA256")
        let path = "/V1/public/packages/9HASH/0010/\(id)"
        #expect(package["location"] == ["url": .string("http://msfb" + path)])
        let answer = try Catalogue().answer(.get, path)
        #expect(answer.rule.header == "store.package-content; chosen")
        let content = try #require(answer.response.awaited())
        #expect(content.body.count == size)
        #expect(Base64URL.standard(Digest.sha256(content.body)) == hash)
        #expect(content.headerFields[.contentType] == "application/octet-stream")
    }

    @Test(.tags(.chosen)) func `is found by the host that the client used, and in its world`()
        throws
    {
        var request = Request(
            .get, "\(packages)/empty",
            headerFields: [
                .host: "msfb", .forwardedHost: "outer.example", .forwardedProto: "https",
            ])
        request.base = "/__world/a"
        let location = Catalogue.location(try Catalogue().answer(to: request))
        #expect(location == "https://outer.example/__world/a/V1/public/packages/9HASH/0010/empty")
    }

    @Test(.tags(.chosen)) func `of very many bytes has no hash, and is sent as it is made`() throws
    {
        let package = try package("huge")
        #expect(package["fileSize"] == .integer(17_179_869_184))
        #expect(package["fileHash"] == nil && package["fileHashAlgorithm"] == nil)
        let answer = try Catalogue().answer(.get, "/V1/public/packages/9HASH/0010/huge")
        let stream = try #require(answer.response.stream)
        #expect(stream.length == 17_179_869_184)
        guard case .bytes(let bytes) = stream.take() else {
            Issue.record("nothing comes")
            return
        }
        #expect(bytes.starts(with: "A stand-in for a package".utf8) && bytes.count < 1 << 20)
    }

    @Test(
        .tags(.chosen),
        arguments: [
            ("bytes=0-9", 0..<10), ("bytes=99990-", 99_990..<100_000),
            ("bytes=-1", 99_999..<100_000),
            ("bytes=49100-49200", 49_100..<49_201), ("bytes=60000-200000", 60_000..<100_000),
        ])
    func `is given in parts to a client that asks for them`(
        field: String, positions: Range<Int>
    ) throws {
        let path = "/V1/public/packages/9HASH/0010/sized%20%C3%A9%2F1"
        let whole = try #require(try Catalogue().answer(.get, path).response.awaited())
        #expect(whole.headerFields[.acceptRanges] == "bytes")
        let answer = try Catalogue().answer(.get, path, [.range: field])
        #expect(answer.rule.header == "store.package-content; chosen")
        let part = try #require(answer.response.awaited())
        #expect(part.status == .partialContent)
        #expect(
            part.headerFields[.contentRange]
                == "bytes \(positions.lowerBound)-\(positions.upperBound - 1)/100000")
        #expect(part.body == Array(whole.body[positions]))
    }

    @Test(.tags(.chosen)) func `is given as a whole where the parts cannot be`() throws {
        let path = "/V1/public/packages/9HASH/0010/sized%20%C3%A9%2F1"
        for fields: HTTPFields in [
            [.range: "bytes=0-1,5-6"], [.range: "pages=1-2"],
            [.range: "bytes=0-1", .ifRange: "\"of another version\""],
        ] {
            let response = try Catalogue().answer(.get, path, fields).response
            #expect(response.status == .ok && response.stream?.length == 100_000)
        }
        let behind = try Catalogue().answer(.get, path, [.range: "bytes=100000-"]).response
        #expect(behind.status == .rangeNotSatisfiable)
        #expect(behind.headerFields[.contentRange] == "bytes */100000")
        #expect(behind.body.isEmpty && behind.stream == nil)
        let empty = try Catalogue().answer(
            .get, "/V1/public/packages/9HASH/0010/empty", [.range: "bytes=0-"])
        #expect(empty.response.headerFields[.contentRange] == "bytes */0")
    }

    @Test(.tags(.chosen), arguments: ["own%20hash%2F%C3%A9", "endless", "nothing"])
    func `is not there where the seed has a hash of its own, and where no disk has so much`(
        id: String
    ) throws {
        if id != "nothing" { #expect(try package(id)["location"] == nil) }
        #expect(
            try Catalogue().get("/V1/public/packages/9HASH/0010/\(id)") == """
                404 store.package-content; chosen
                {"code":"NotFound","data":{},"details":[],"message":"Not found","source":"MTS"}
                """)
    }

    @Test(.tags(.chosen)) func `is not there where the seed has a location`() throws {
        #expect(try Catalogue().get("/V1/public/packages/9NOTES/0010/pk-1").hasPrefix("404 "))
        #expect(
            try Catalogue().answer(.get, "/V1/public/packages/9notes/0010/FW-1").response.stream?
                .length
                == 1024)
    }
}

extension Catalogue {
    /// What a package's answer says of where it is.
    fileprivate static func location(_ answer: Answer) -> String? {
        do {
            return try JSON(parsing: answer.response.body)["location"]?["url"]?.string
        } catch {
            return nil
        }
    }
}

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

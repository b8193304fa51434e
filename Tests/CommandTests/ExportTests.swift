import Foundation
import SQLite
import TestWorlds
import Testing

@Suite struct `An export` {
    private static let bob = "/V1/Users/bob@contoso.com/Seats"
    private static let one =
        #"{"storeForBusiness":[{"tenantId":"t","users":[{"userName":"a@b"}]}]}"#

    @Test func `of a server loads again, and exports alike`() throws {
        let server = try Server("--port", "0", "--seed", "seed/edge-cases.json")
        let seed = try temporaryFolder().appending(path: "seed.json")
        let run = try Run("export", server.url)
        #expect(run.errors == "")
        #expect(run.exitCode == 0)
        #expect(run.output == (try Run.curl(server.url + "/__admin/export")) + "\n")
        try Data(run.output.utf8).write(to: seed)
        let inventory = try #require(server.readyLine.split(separator: " ms: ").last)
        #expect(try Run("check", seed.path).output == "no mistakes: \(inventory)\n")
        let second = try Server("--port", "0", "--seed", seed.path)
        #expect(try Run("export", second.url + "/").output == run.output)
    }

    @Test func `is of the present data, of the world that is named`() throws {
        let server = try Server("--port", "0")
        let before = try Run("export", server.url).output
        _ = try Run.curl(
            "-X", "DELETE",
            server.url + "/__world/a/V1/Inventory/9NBLGGH4R2R6/0016/Seats/bob@contoso.com")
        #expect(try Run("export", server.url, "--world", "default").output == before)
        let other = try Run("export", server.url, "--world", "a").output
        #expect(other != before)
        #expect(try Run("export", server.url + "/__world/a").output == other)
        let unknown = try Run("export", server.url, "--world", "b")
        #expect(unknown.errors == "seatfiller: there is no world b on \(server.url)\n")
        #expect(unknown.exitCode == 2)
        #expect(try !Run.curl(server.url + "/__admin/worlds").contains(#""name":"b""#))
    }

    @Test func `of a million bytes comes whole, in little memory`() throws {
        let folder = try temporaryFolder()
        let store = folder.appending(path: "big.db").path
        _ = try Run("generate", "--users", "5000", "--seats-per-user", "10", "--store", store)
        let server = try Server("--port", "0", "--seed", store)
        let output = folder.appending(path: "seed.json")
        let run = try Run("export", server.url, "--output", output.path)
        #expect(run.output + run.errors == "")
        #expect(try Data(contentsOf: output).count > 1_000_000)
        #expect(
            try Run("check", output.path).output
                == "no mistakes: 5000 users, 50000 seats, 2 customers, 8 tenants\n")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "big.db", "seed.json",
            ])
        #expect(try Data(contentsOf: output) == Data(Run("export", store).output.utf8))
    }

    @Test func `of a store file is made while a server keeps its data there`() throws {
        let store = try temporaryFolder().appending(path: "world").path
        let server = try Server("--port", "0", "--store", store)
        _ = try Run.curl(
            "-X", "DELETE",
            server.url + "/V1/Inventory/9NBLGGH4R2R6/0016/Seats/bob@contoso.com")
        let present = try Run("export", server.url).output
        #expect(try Run("export", store).output == present)
        #expect(try server.end().code == 0)
        let bytes = try Data(contentsOf: URL(filePath: store))
        #expect(try Run("export", store).output == present)
        #expect(try Data(contentsOf: URL(filePath: store)) == bytes)
    }

    @Test func `is refused of what is no sound store`() throws {
        let folder = try temporaryFolder()
        let store = folder.appending(path: "a.db").path
        _ = try Run("init", in: folder)
        _ = try Run("check", "seed.json", "--store", "a.db", in: folder)
        let connection = try Connection(.file(store))
        try connection.run("PRAGMA foreign_keys = OFF")
        try connection.run("DELETE FROM store_users")
        let foreign = folder.appending(path: "b.db").path
        try Connection(.file(foreign)).run("CREATE TABLE x (y)")
        let text = folder.appending(path: "seed.json").path
        for (path, message) in [
            (
                store,
                "the store is damaged: a row of store_seats refers to a row of store_users that is not there"
            ),
            (foreign, "the store \(foreign) is a SQLite database, but not one of Seatfiller's"),
            (text, "the store \(text) is not a SQLite database"),
            (folder.path, "the store \(folder.path) is not a regular file"),
            ("/nowhere", "there is no store at /nowhere"),
        ] {
            let run = try Run("export", path)
            #expect(run.errors == "seatfiller: \(message)\n")
            #expect(run.output == "")
            #expect(run.exitCode == 2)
        }
    }

    @Test func `asks for the token that the server wants`() throws {
        let server = try Server("--port", "0", "--admin-token", "hush")
        let refused = try Run("export", server.url)
        #expect(
            refused.errors
                == "seatfiller: \(server.url) asks for its token; give it by --admin-token or "
                + "SEATFILLER_ADMIN_TOKEN\n")
        #expect(refused.exitCode == 2)
        let given = try Run("export", server.url, "--admin-token", "hush")
        #expect(given.exitCode == 0)
        let variable = try Run(
            ["export", server.url], environment: ["SEATFILLER_ADMIN_TOKEN": "hush"])
        #expect(variable.output == given.output)
        let port = try Run(
            ["export"],
            environment: ["SEATFILLER_ADMIN_TOKEN": "hush", "SEATFILLER_PORT": "\(server.port)"])
        #expect(port.output == given.output)
    }

    @Test func `says what is the matter with what answers`() throws {
        let server = try Server("--port", "0")
        let url = server.url
        #expect(try server.end().code == 0)
        let gone = try Run("export", url)
        #expect(gone.errors == "seatfiller: nothing answers on \(url)\n")
        #expect(gone.exitCode == 1)
        for (answer, message) in [
            ("SSH-2.0-x\r\n\r\n", "the server on URL is not Seatfiller"),
            ("", "the server on URL is not Seatfiller"),
            (
                "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno",
                "the server on URL is not Seatfiller: its status is 404"
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno",
                "the server on URL is not Seatfiller"
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a\":1",
                "URL has broken off its answer"
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
                "URL has broken off its answer"
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}x\r\n",
                "the server on URL is not Seatfiller"
            ),
            (
                "HTTP/1.1 507 X\r\n\r\n{\"code\":\"disk-full\",\"detail\":\"Full.\"}",
                "URL refuses: Full."
            ),
        ] {
            let other = try OneAnswer(answer)
            let file = try temporaryFolder().appending(path: "seed.json")
            try Data(Self.one.utf8).write(to: file)
            let run = try Run("export", other.url, "--output", file.path)
            #expect(
                run.errors == "seatfiller: \(message.replacing("URL", with: other.url))\n")
            #expect(run.output == "")
            #expect(run.exitCode == 1)
            #expect(try Data(contentsOf: file) == Data(Self.one.utf8))
            #expect(
                try FileManager.default.contentsOfDirectory(
                    atPath: file.deletingLastPathComponent().path) == ["seed.json"])
        }
    }

    @Test func `is written through a link, with the rights that the file had`() throws {
        let folder = try temporaryFolder()
        let file = folder.appending(path: "seed.json")
        try Data().write(to: file)
        let files = FileManager.default
        try files.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
        let link = folder.appending(path: "link.json").path
        try files.createSymbolicLink(atPath: link, withDestinationPath: "seed.json")
        let server = try Server("--port", "0")
        #expect(try Run("export", server.url, "--output", link).exitCode == 0)
        #expect(try files.destinationOfSymbolicLink(atPath: link) == "seed.json")
        #expect(try files.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o640)
        #expect(try Run("check", file.path).exitCode == 0)
        #expect(
            try Run("export", server.url, "--output", "/dev/stdout").output
                == Run("export", server.url).output)
        let refused = try Run("export", server.url, "--output", folder.path)
        #expect(
            refused.errors == "seatfiller: \(folder.path) cannot be written: Is a directory\n")
        #expect(refused.exitCode == 2)
    }

    @Test(arguments: [
        (
            ["https://127.0.0.1:1"],
            "The value 'https://127.0.0.1:1' is invalid for '<source>': give a URL such as "
                + "http://127.0.0.1:7328, with an address or localhost and a port"
        ),
        (
            ["http://127.0.0.1:1/?a"],
            "The value 'http://127.0.0.1:1/?a' is invalid for '<source>': give a URL without blanks, "
                + "a query or a fragment"
        ),
        (
            ["http://127.0.0.1:1", "--world", "a b"],
            "The value 'a b' is invalid for '--world <name>': give 1 to 64 of A-Z a-z 0-9 . _ -"
        ),
        (
            ["x.db", "--world", "a"],
            "--world needs a running server; a store file holds one world"
        ),
        (["http://127.0.0.1:1", "--admin-token", ""], "--admin-token is empty"),
    ])
    func `is refused where it cannot be meant`(words: [String], message: String) throws {
        let run = try Run(["export"] + words)
        #expect(run.errors == "seatfiller: \(message)\n")
        #expect(run.exitCode == 2)
    }
}

/// A server of one connection, which answers the same to whatever it is asked, and closes.
private final class OneAnswer: Sendable {
    let url: String

    init(_ answer: String) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, size)
                _ = listen(listener, 1)
                _ = getsockname(listener, $0, &size)
            }
        }
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        Thread.detachNewThread {
            let connection = accept(listener, nil, nil)
            close(listener)
            // The whole request, so that closing does not reset the connection.
            var request = ""
            while !request.hasSuffix("\r\n\r\n") {
                var buffer = [UInt8](repeating: 0, count: 4096)
                let count = recv(connection, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                request += String(decoding: buffer.prefix(count), as: UTF8.self)
            }
            let bytes = Array(answer.utf8)
            _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            close(connection)
        }
    }
}

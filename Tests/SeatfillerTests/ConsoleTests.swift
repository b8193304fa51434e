import Foundation
import Seatfiller
import TestWorlds
import Testing

@Suite struct `The console` {
    private static let files = [
        "", "console.css", "api.js", "app.js", "clock.js", "data.js", "dialog.js", "dom.js",
        "faults.js", "overview.js", "place.js", "requests.js", "rules.js", "traversals.js",
    ]
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Console")

    private func ask(
        _ admin: Admin, _ file: String, _ headers: (String, String)...
    ) -> Emulator.Response {
        admin.emulator.respond(
            to: Emulator.Request("GET", "/__admin/ui/\(file)", headers: headers))
    }

    @Test(arguments: files)
    func `gives its files as they stand in the folder, to anybody`(file: String) throws {
        var settings = Settings()
        settings.adminToken = "hush"
        let answer = ask(try Admin(settings), file)
        let name = file.isEmpty ? "index.html" : file
        let content = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        #expect(answer.status == 200)
        #expect(answer.body == content)
        let type = ["html": "html", "css": "css", "js": "javascript"]
        #expect(
            answer.header("Content-Type")
                == "text/\(type[String(name.split(separator: ".")[1])]!); charset=utf-8")
        #expect(answer.header("Content-Security-Policy")?.hasPrefix("default-src 'none'; ") == true)
        #expect(answer.header("X-Content-Type-Options") == "nosniff")
        #expect(answer.header("Referrer-Policy") == "no-referrer")
    }

    /// `make console` has been forgotten where this fails.
    @Test(arguments: files)
    func `has each file compressed too`(file: String) throws {
        let name = file.isEmpty ? "index.html" : file
        let process = Process()
        process.executableURL = URL(filePath: "/bin/gzip")
        process.arguments = ["-dc", Self.folder.appending(path: "compressed/\(name).gz").path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let content = try pipe.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        #expect(content == (try Data(contentsOf: Self.folder.appending(path: name))))
        let answer = ask(try Admin(), file, ("Accept-Encoding", "br, gzip;q=0.5"))
        #expect(answer.header("Content-Encoding") == "gzip")
        #expect(
            ask(try Admin(), file, ("Accept-Encoding", "gzip;q=0")).header("Content-Encoding")
                == nil)
    }

    @Test func `is at most 100 KB`() throws {
        let admin = try Admin()
        #expect(Self.files.reduce(0) { $0 + ask(admin, $1).body.utf8.count } < 100_000)
    }

    @Test func `is not sent again to a browser that has it`() throws {
        let admin = try Admin()
        let tag = try #require(ask(admin, "app.js").header("ETag"))
        let again = ask(admin, "app.js", ("If-None-Match", tag))
        #expect(again.status == 304)
        #expect(again.body.isEmpty)
        #expect(ask(admin, "app.js", ("If-None-Match", #""other""#)).status == 200)
        let compressed = ask(admin, "app.js", ("If-None-Match", tag), ("Accept-Encoding", "gzip"))
        #expect(compressed.status == 200)
    }

    @Test func `is found by a browser at the root, and what there is by others`() throws {
        let admin = try Admin()
        let browser = admin.emulator.respond(
            to: Emulator.Request("GET", "/", headers: [("Accept", "text/html,*/*;q=0.8")]))
        #expect(browser.status == 303)
        #expect(browser.header("Location") == "/__admin/ui/")
        #expect(
            admin.get("/").hasPrefix(
                #"200 {"name":"seatfiller","version":"0.1.0","console":"/__admin/ui/","health":"#
                    + #""/__admin/health","description":"/__admin/openapi.json","apis":[{"name":"store","#
                    + #""paths":["/V1"],"hosts":["bspmts.mp.microsoft.com"]},"#))
        #expect(admin.call("POST", "/").hasPrefix("404 "))
        let moved = admin.emulator.respond(to: .get("/__admin/ui"))
        #expect(moved.status == 308)
        #expect(moved.header("Location") == "/__admin/ui/")
        let other = admin.emulator.respond(to: .get("/__world/a/__admin/ui"))
        #expect(other.header("Location") == "/__world/a/__admin/ui/")
        #expect(admin.get("/__admin/ui/nothing.js").hasPrefix("404 "))
    }

    @Test func `learns what the server was started with`() throws {
        let answer = try Admin().get("/__admin/server")
        #expect(
            answer.replacing(/"uptimeSeconds":\d+/, with: "…")
                == #"200 {"version":"0.1.0",…,"addresses":[],"seeds":["demo"],"store":null}"#)
        var settings = Settings()
        settings.adminToken = "hush"
        #expect(try Admin(settings).get("/__admin/server").hasPrefix("401 "))
    }
}

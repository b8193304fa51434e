import Foundation
import TestWorlds
import Testing

@Suite struct `A server whose output nobody reads` {
    private static let bob = "/V1/Users/bob@contoso.com/Seats"

    @Test func `loads its seed anew and stops, with its log closed and an answer in flight`() throws
    {
        let server = try Server("--port", "0", "--loops", "1", "--seed", "seed/demo.json")
        try server.leaveLog()
        let client = RawClient(port: server.port)
        client.send(
            "GET \(Self.bob) HTTP/1.1\r\nHost: h\r\nX-Seatfiller-Fault: delay=500\r\n\r\n")
        // Another answer shows that the request has been read before the signals come.
        #expect(try Run.curl(server.url + "/healthz").contains("ready"))
        // Signals are taken in the order of their numbers: the hangup first.
        kill(server.process.processIdentifier, SIGHUP)
        kill(server.process.processIdentifier, SIGTERM)
        #expect(client.read(until: "9NBLGGH4R2R6").hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(try server.end(0).code == 0)
    }

    @Test func `answers on when its log is kept open and not read, and stops`() throws {
        let server = try Server("--port", "0", "--loops", "1", "--log-level", "debug")
        let client = RawClient(port: server.port)
        // A pipe holds 64 KiB.
        let filling = String(repeating: "x", count: 8000)
        for number in 1...20 {
            client.send("GET \(Self.bob)?fill=\(filling)\(number) HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(client.read(until: "9NBLGGH4R2R6").hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
        // Only now is it read.
        #expect(try server.end().code == 0)
    }

    @Test func `serves though nobody has read its ready line`() throws {
        let file = try temporaryFolder().appending(path: "ready")
        let process = Run.process(["--port", "0", "--ready-file", file.path], [:], nil)
        let output = Pipe()
        try output.fileHandleForReading.close()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let deadline = ContinuousClock.now + .patience
        while !FileManager.default.fileExists(atPath: file.path), ContinuousClock.now < deadline {}
        let url = try String(contentsOf: file, encoding: .utf8).dropLast()
        #expect(try Run.curl(url + Self.bob).contains("9NBLGGH4R2R6"))
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test func `serves though nobody reads what it warns of before`() throws {
        let pipe = try temporaryFolder().appending(path: "log").path
        // The log's only reader is closed before the server begins.
        let server = try Server(
            ["--port", "0"], environment: ["SEATFILLER_SED": "x"],
            through: #"mkfifo \#(pipe); exec 4<>\#(pipe) 2>\#(pipe) 4<&-; exec "$@""#)
        #expect(try Run.curl(server.url + Self.bob).contains("9NBLGGH4R2R6"))
        #expect(try server.end().code == 0)
    }

    @Test func `takes no file of its own for a standard stream that was closed`() throws {
        let store = try temporaryFolder().appending(path: "world.db").path
        let server = try Server(
            ["--port", "0", "--store", store, "--log-level", "debug"],
            through: #"exec "$@" <&- 2>&-"#)
        #expect(try Run.curl(server.url + Self.bob).contains("9NBLGGH4R2R6"))
        for descriptor in [0, 2] {
            let link = "/proc/\(server.process.processIdentifier)/fd/\(descriptor)"
            #expect(
                try FileManager.default.destinationOfSymbolicLink(atPath: link) == "/dev/null")
        }
        #expect(try server.end().code == 0)
    }
}

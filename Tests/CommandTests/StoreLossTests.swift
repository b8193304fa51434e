import Foundation
import SQLite
import TestWorlds
import Testing

@Suite struct `A store file that is taken away while it is open` {
    private static let bob = "/V1/Users/bob@contoso.com/Seats"
    private static let seat = "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/bob@contoso.com"
    private let file: String

    init() throws {
        file = try temporaryFolder().appending(path: "world.db").path
    }

    /// Runs a line of shell on the file, which is `"$0"`.
    private func shell(_ script: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-ec", script, file]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test(
        .tags(.chosen),
        arguments: [
            (#"rm "$0""#, "has been removed while it was open"),
            (#"rm "$0"*"#, "has been removed while it was open"),
            (#"mv "$0" "$0.away""#, "has been removed while it was open"),
            (
                #"cp "$0" "$0.other"; mv "$0.other" "$0""#,
                "has been replaced by another file while it was open"
            ),
            (#": > "$0""#, "has been cut short while it was open"),
            (#"truncate -s 8192 "$0""#, "has been cut short while it was open"),
            (
                #"rm "$0-wal""#,
                "has lost its log, which held what was written last, while it was open"
            ),
            (#"truncate -s 0 "$0-shm""#, "has lost $0-shm while it was open"),
            (#"rm "$0-shm""#, "has lost $0-shm while it was open"),
        ])
    func `answers nothing any more, and is named in the log once`(script: String, fate: String)
        throws
    {
        let server = try Server("--port", "0", "--store", file)
        #expect(try Run.curl(server.url + Self.bob).contains("9NBLGGH4R2R6"))
        try shell(script)
        for _ in 1...2 {
            for arguments in [[], ["-X", "POST"]] {
                let path = arguments.isEmpty ? Self.bob : Self.seat
                let answer = try Run.curl(["-i"] + arguments + [server.url + path])
                #expect(answer.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
                #expect(answer.contains("X-Seatfiller-Rule: world.lost; chosen\r\n"))
            }
        }
        let fate = fate.replacing("$0", with: file)
        let problem = #""detail":"The request cannot be answered: the store \#(file) \#(fate).""#
        for arguments in [
            [server.url + "/healthz"], [server.url + "/__admin/export"],
            ["-X", "POST", server.url + "/__admin/reset"],
            ["-X", "PUT", "--json", "{}", server.url + "/__admin/seed"],
        ] {
            let answer = try Run.curl(arguments)
            #expect(answer.contains(#""code":"store-lost""#), "\(arguments): \(answer)")
            #expect(answer.contains(problem), "\(answer)")
        }
        let (code, _, errors) = try server.end()
        #expect(code == 0)
        #expect(errors.components(separatedBy: "the store \(file) \(fate)").count == 2)
    }

    @Test(.tags(.chosen))
    func `ends no process that is reading its index as that is cut short, time and again`() throws {
        let server = try Server("--port", "0", "--store", file)
        let url = server.url + Self.bob
        let reader = Process()
        reader.executableURL = URL(filePath: "/bin/sh")
        reader.arguments = ["-c", #"curl -s -o /dev/null "$0?a=[1-3000]""#, url]
        try reader.run()
        try shell(
            #"for i in $(seq 300); do truncate -s 0 "$0-shm"; truncate -s 32768 "$0-shm"; done"#)
        reader.waitUntilExit()
        #expect(reader.terminationStatus == 0)
        // Whatever was noticed of it, it is a whole answer.
        let answer = try Run.curl("-i", url)
        #expect(
            answer.contains("9NBLGGH4R2R6")
                || answer.contains("X-Seatfiller-Rule: world.lost; chosen\r\n"), "\(answer)")
        #expect(try server.end().code == 0)
    }

    @Test func `answers again when it is back`() throws {
        let server = try Server("--port", "0", "--store", file)
        try shell(#"mv "$0" "$0.away""#)
        #expect(try Run.curl("-X", "POST", server.url + Self.seat).contains("active") == false)
        try shell(#"mv "$0.away" "$0""#)
        #expect(try Run.curl("-X", "POST", server.url + Self.seat).contains("active"))
        #expect(try Run.curl(server.url + "/healthz").contains("ready"))
        #expect(try server.end().code == 0)
        // What was answered is kept.
        let later = try Server("--port", "0", "--store", file)
        #expect(try Run.curl(later.url + Self.bob).contains("CFQ7TTC0K5DR"))
        #expect(try later.end().code == 0)
    }

    @Test func `is none that becomes shorter by a reset`() throws {
        let server = try Server("--port", "0", "--store", file)
        let seed = try temporaryFolder().appending(path: "large.json")
        // So much that the log is taken over into the file.
        let long = String(repeating: "x", count: 200)
        let users = (1...20_000).map { #"{"userName":"\#(long)\#($0)@contoso.com"}"# }
        try Data(
            #"{"storeForBusiness":[{"tenantId":"t","users":[\#(users.joined(separator: ","))]}]}"#
                .utf8
        ).write(to: seed)
        let upload = "@" + seed.path
        for _ in 1...2 {
            let added = try Run.curl("-X", "POST", "--json", upload, server.url + "/__admin/seed")
            #expect(added.contains("20004 users"), "\(added)")
            #expect(try Run.curl("-X", "POST", server.url + "/__admin/reset").contains("resetIn"))
            #expect(try Run.curl(server.url + Self.bob).contains("9NBLGGH4R2R6"))
            #expect(try Run.curl("-X", "POST", server.url + Self.seat).contains("active"))
        }
        #expect(try server.end().errors.contains("the store") == false)
    }
}

@Suite struct `A young store whose process was killed` {
    private let file: String
    private let seed: String

    init() throws {
        let folder = try temporaryFolder()
        file = folder.appending(path: "world.db").path
        seed = folder.appending(path: "seed.json").path
        try Data(
            #"{"storeForBusiness":[{"tenantId":"t","users":[{"userName":"only@x"}]}]}"#.utf8
        ).write(to: URL(filePath: seed))
        let server = try Server("--port", "0", "--store", file, "--seed", seed)
        #expect(server.readyLine.contains(": 1 user, 0 seats"))
        #expect(try server.end(SIGKILL).code == -SIGKILL)
    }

    /// Adds a user, whom the log has alone when the process is killed again.
    private func write() throws {
        let server = try Server("--port", "0", "--store", file)
        let user = #"{"storeForBusiness":[{"tenantId":"t","users":[{"userName":"later@x"}]}]}"#
        let url = server.url + "/__admin/seed"
        #expect(try Run.curl("-X", "POST", "--json", user, url).contains("2 users"))
        #expect(try server.end(SIGKILL).code == -SIGKILL)
    }

    private func inventory() throws -> String {
        let server = try Server("--port", "0", "--store", file)
        defer { _ = try? server.end() }
        return String(server.readyLine.split(separator: ": ").last ?? "")
    }

    private func refusal() throws -> String {
        let run = try Run("serve", "--port", "0", "--store", file)
        #expect(run.exitCode == 2)
        #expect(run.output == "")
        return run.errors
    }

    private func remove(_ ending: String) throws {
        try FileManager.default.removeItem(atPath: file + ending)
    }

    private func flip(bit: UInt8, ofByte index: Int, in path: String) throws {
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[index] ^= bit
        try bytes.write(to: URL(filePath: path))
    }

    @Test func `has its seed in the file itself`() throws {
        try remove("-wal")
        try remove("-shm")
        #expect(try inventory() == "1 user, 0 seats, 0 customers, 0 tenants")
    }

    @Test func `has what its log adds`() throws {
        try write()
        #expect(try inventory() == "2 users, 0 seats, 0 customers, 0 tenants")
    }

    @Test(arguments: [0, 9, 17, 25, 31])
    func `is refused with a log whose head is damaged`(byte: Int) throws {
        try write()
        try flip(bit: 1, ofByte: byte, in: file + "-wal")
        #expect(
            try refusal() == """
                seatfiller: the store \(file) cannot be used: \(file)-wal, which holds what was \
                written last, is damaged; put a sound copy back, or remove it and \(file)-shm to go \
                on without

                """)
        let check = try Run("check", file)
        #expect(try check.errors == refusal())
        #expect(check.exitCode == 2)
        try remove("-wal")
        try remove("-shm")
        #expect(try inventory() == "1 user, 0 seats, 0 customers, 0 tenants")
    }

    @Test(arguments: [100, 4096, 5000, 12_000])
    func `is refused with a log that lacks its end`(byteCount: Int) throws {
        try write()
        let log = try FileHandle(forUpdating: URL(filePath: file + "-wal"))
        try #require(log.seekToEnd() > UInt64(byteCount))
        try log.truncate(atOffset: UInt64(byteCount))
        #expect(
            try refusal().contains("\(file)-wal, which holds what was written last, is damaged"))
        #expect(try Run("check", file).errors == refusal())
        try remove("-wal")
        try remove("-shm")
        #expect(try inventory() == "1 user, 0 seats, 0 customers, 0 tenants")
    }

    @Test func `is refused with a log of which a page is damaged`() throws {
        try write()
        try flip(bit: 1, ofByte: 100, in: file + "-wal")
        #expect(
            try refusal().contains("\(file)-wal, which holds what was written last, is damaged"))
    }

    @Test(arguments: [false, true])
    func `is refused without its log`(isEmptied: Bool) throws {
        try write()
        try remove("-wal")
        if isEmptied { try Data().write(to: URL(filePath: file + "-wal")) }
        #expect(
            try refusal() == """
                seatfiller: the store \(file) cannot be used: \(file)-wal, which held what was \
                written last, is gone; put it back, or remove \(file)-shm to go on without

                """)
        let check = try Run("check", file)
        #expect(try check.errors == refusal())
        #expect(check.exitCode == 2)
        try remove("-shm")
        #expect(try inventory() == "1 user, 0 seats, 0 customers, 0 tenants")
    }

    @Test(arguments: [0, 16, 20_000])
    func `is whole with an index that is not`(byteCount: Int) throws {
        try write()
        let index = try FileHandle(forUpdating: URL(filePath: file + "-shm"))
        try index.truncate(atOffset: UInt64(byteCount))
        #expect(try inventory() == "2 users, 0 seats, 0 customers, 0 tenants")
    }

    @Test func `is not seeded anew when only its log is left`() throws {
        try write()
        for isEmptied in [false, true] {
            try? remove("")
            if isEmptied { try Data().write(to: URL(filePath: file)) }
            #expect(
                try refusal() == """
                    seatfiller: the store \(file) is not there, but \(file)-wal is, and holds what \
                    was written last: put the file back beside it, or remove it to begin anew

                    """)
        }
        try remove("-wal")
        try remove("-shm")
        #expect(try inventory().hasPrefix("4 users"))
    }

    @Test(arguments: [false, true])
    func `is not seeded anew when it went while it was served`(isEmptied: Bool) throws {
        let server = try Server("--port", "0", "--store", file)
        try remove("")
        if isEmptied { try Data().write(to: URL(filePath: file)) }
        #expect(try server.end().code == 0)
        #expect(
            try refusal().contains("is not there, but \(file)-"))
    }

    @Test func `keeps the sign that its log went while it was served`() throws {
        let server = try Server("--port", "0", "--store", file)
        let user = #"{"storeForBusiness":[{"tenantId":"t","users":[{"userName":"later@x"}]}]}"#
        let url = server.url + "/__admin/seed"
        #expect(try Run.curl("-X", "POST", "--json", user, url).contains("2 users"))
        try remove("-wal")
        #expect(try Run.curl("-X", "POST", "--json", user, url).contains("store-lost"))
        #expect(try server.end().code == 0)
        #expect(try refusal().contains("\(file)-wal, which held what was written last, is gone"))
    }

    @Test func `answers nothing from a log that has been cut while it was served`() throws {
        let server = try Server("--port", "0", "--store", file)
        let user = #"{"storeForBusiness":[{"tenantId":"t","users":[{"userName":"later@x"}]}]}"#
        let url = server.url + "/__admin/seed"
        #expect(try Run.curl("-X", "POST", "--json", user, url).contains("2 users"))
        let log = try FileHandle(forUpdating: URL(filePath: file + "-wal"))
        try log.truncate(atOffset: 100)
        for path in ["/V1/Users/only@x/Seats", "/healthz"] {
            #expect(
                try Run.curl("-i", server.url + path).hasPrefix("HTTP/1.1 503 Service Unavailable"))
        }
        let (code, _, errors) = try server.end()
        #expect(code == 0)
        #expect(errors.contains("has lost the end of its log, which held what was written last,"))
        #expect(
            try refusal().contains("\(file)-wal, which holds what was written last, is damaged"))
    }

    @Test func `is not seeded anew when it has lost its tables`() throws {
        try remove("-wal")
        try remove("-shm")
        try remove("")
        let emptied = try Connection(.file(file))
        try emptied.run("PRAGMA application_id = 1397047636")
        try emptied.run("PRAGMA user_version = 2")
        #expect(
            try refusal() == """
                seatfiller: the store \(file) has lost what it held: put a sound copy in its place, \
                or name another file

                """)
    }

    @Test func `may have a name that means something to SQLite`() throws {
        let folder = URL(filePath: file).deletingLastPathComponent()
        for name in ["file:x?mode=memory", ":memory:", "file:y"] {
            let server = try Server(["--port", "0", "--store", name], in: folder)
            #expect(try server.end().code == 0)
            let made = folder.appending(path: name).path
            #expect(FileManager.default.fileExists(atPath: made), "\(name)")
        }
    }
}

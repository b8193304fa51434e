import Foundation
import Testing

@Suite struct `A ready file` {
    private let folder: URL
    private let path: String

    init() throws {
        folder = try temporaryFolder()
        path = folder.appending(path: "ready").path
    }

    private func content(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    }

    @Test func `is there while the server is ready, and anyone may read it`() throws {
        let server = try Server("--port", "0", "--ready-file", path)
        #expect(content(path) == server.url + "\n")
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o644)
        #expect(try server.end().code == 0)
        #expect(try names == [])
    }

    @Test func `of an earlier server is gone before anything else is done`() throws {
        // What cannot be read at all, with the file named before it, behind it and by its variable.
        for (words, environment) in [
            (["--ready-file", path, "--loops", "0"], [:]),
            (["serve", "--prot", "--ready-file", path], [:]),
            (["--loops", "0"], ["SEATFILLER_READY_FILE": path]),
            ([], ["SEATFILLER_READY_FILE": path, "SEATFILLER_LOOPS": "0"]),
        ] {
            try Data("http://127.0.0.1:1\n".utf8).write(to: URL(filePath: path))
            // What starts no server leaves it alone.
            _ = try Run("check", "--loops", "0", environment: environment)
            #expect(content(path) != nil)
            #expect(try Run(words, environment: environment).exitCode == 2)
            #expect(content(path) == nil, "\(words)")
        }
        let killed = try Server("--port", "0", "--ready-file", path)
        #expect(try killed.end(SIGKILL).code == -SIGKILL)
        #expect(content(path) == killed.url + "\n")
        #expect(try Run("--ready-file", path, "--seed", "/nowhere").exitCode == 2)
        #expect(content(path) == nil)
    }

    @Test func `of another server stays when this one ends`() throws {
        let first = try Server("--port", "0", "--ready-file", path)
        let second = try Server("--port", "0", "--ready-file", path)
        #expect(try first.end().code == 0)
        #expect(content(path) == second.url + "\n")
        #expect(try second.end().code == 0)
        #expect(try names == [])
    }

    @Test func `into which another process has written stays when the server ends`() throws {
        let server = try Server("--port", "0", "--ready-file", path)
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data("http://127.0.0.1:1\n".utf8))
        #expect(try server.end().code == 0)
        #expect(content(path) == "http://127.0.0.1:1\n")
    }

    @Test func `is where links lead, and the links stay`() throws {
        let target = folder.appending(path: "deep").path
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: path, withDestinationPath: "second")
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: "second").path, withDestinationPath: target + "/url")
        // The last link leads nowhere yet, and then to an old file.
        for old in [nil, "old"] {
            if let old { try Data(old.utf8).write(to: URL(filePath: target + "/url")) }
            let server = try Server("--port", "0", "--ready-file", path)
            #expect(content(target + "/url") == server.url + "\n")
            #expect(try server.end().code == 0)
            #expect(try names == ["deep", "ready", "second"])
            #expect(content(target + "/url") == nil)
        }
    }

    @Test func `that is a pipe is written into, for whoever reads first, and stays`() throws {
        #expect(mkfifo(path, 0o600) == 0)
        // Nobody reads yet, and the server is ready all the same.
        let server = try Server("--port", "0", "--ready-file", path)
        let pipe = try FileHandle(forReadingFrom: URL(filePath: path))
        #expect(try pipe.readToEnd() == Data((server.url + "\n").utf8))
        #expect(try server.end().code == 0)
        #expect(try names == ["ready"])
        // Nobody ever reads, and the server stops all the same.
        let other = try Server("--port", "0", "--ready-file", path)
        #expect(try other.end().code == 0)
    }

    @Test func `that is a device or a descriptor is written into`() throws {
        #expect(try Server("--port", "0", "--ready-file", "/dev/null").end().code == 0)
        #expect(FileManager.default.fileExists(atPath: "/dev/null"))
        // A descriptor of a file: what stood in it stays.
        try Data("before\n".utf8).write(to: URL(filePath: path))
        let server = try Server(
            ["--port", "0", "--ready-file", "/dev/fd/3"], through: #"exec "$@" 3>>'\#(path)'"#)
        #expect(content(path) == "before\n\(server.url)\n")
        #expect(try server.end().code == 0)
        #expect(content(path) == "before\n\(server.url)\n")
        // Its own output, before the ready line.
        let own = try Server("--port", "0", "--ready-file", "/dev/stdout")
        #expect(own.readyLine.hasPrefix("http://127.0.0.1:"))
        #expect(try own.end().output.hasPrefix("seatfiller "))
    }

    @Test func `that cannot be written is refused at once, and why is said`() throws {
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
        for (file, reason) in [
            ("/nowhere/ready", "No such file or directory"), (folder.path, "Is a directory"),
            (path, "Too many levels of symbolic links"),
        ] {
            let run = try Run("--port", "0", "--ready-file", file)
            #expect(
                run.errors == "seatfiller: the ready file \(file) cannot be written: \(reason)\n")
            #expect(run.output == "")
            #expect(run.exitCode == 2)
        }
    }
}

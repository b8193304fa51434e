import Foundation
import TestWorlds
import Testing

@Suite struct `A server that watches its seeds` {
    /// A seed of so many users.
    private static func seed(_ count: Int) -> String {
        let users = (0..<count).map { #"{"userName":"u\#($0)@b"}"# }.joined(separator: ",")
        return #"{"storeForBusiness":[{"tenantId":"t","users":[\#(users)]}]}"#
    }

    private static func write(_ count: Int, _ path: String) throws {
        try Data(seed(count).utf8).write(to: URL(filePath: path))
    }

    /// What a shell does to the files, in their folder.
    private static func shell(_ script: String, in folder: URL) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-ec", script]
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(script)")
    }

    /// Where `next.json` is the same seed with two users.
    private static func folder() throws -> URL {
        let folder = try temporaryFolder()
        try write(1, folder.appending(path: "seed.json").path)
        try write(2, folder.appending(path: "next").path)
        return folder
    }

    /// Asks until the server has so many users: what another user is, only the data tells.
    private static func has(_ count: Int, _ server: Server) throws -> Bool {
        let deadline = ContinuousClock.now + .patience
        let last = #""userName":"u\#(count - 1)@b""#
        let more = #""userName":"u\#(count)@b""#
        while ContinuousClock.now < deadline {
            let export = try Run.curl(server.url + "/__admin/export")
            if count == 0 ? !export.contains("userName") : export.contains(last),
                !export.contains(more)
            {
                return true
            }
        }
        return false
    }

    private static func reloads(_ log: String) -> Int {
        log.matches(of: /the seed is loaded anew/).count
    }

    @Test(arguments: [
        // In place: a shell's redirection, nano, and what takes its time.
        "cat next > seed.json",
        "exec 3> seed.json; head -c 20 next >&3; sleep 0.2; tail -c +21 next >&3",
        // cp, rsync, and an atomic save: by another name, renamed over the old one.
        "cp next seed.json", "mv next seed.json",
        "cp next .seed.json.X1; mv .seed.json.X1 seed.json",
        // vim: tries the folder with 4913, and puts the old one aside.
        "touch 4913; rm 4913; mv seed.json seed.json~; cat next > seed.json; rm seed.json~",
        // Emacs: a lock, a backup, the new one, and the lock is gone.
        "ln -s me .#seed.json; cp -p seed.json seed.json~; cat next > seed.json; rm .#seed.json",
        // Without any file for a while, by a link of either kind.
        "rm seed.json; sleep 0.2; cat next > seed.json", "rm seed.json; ln next seed.json",
        "ln -s next n.json; mv n.json seed.json",
    ])
    func `loads them anew however an editor saves`(script: String) throws {
        let folder = try Self.folder()
        let server = try Server(
            "--port", "0", "--watch", "--seed", folder.appending(path: "seed.json").path)
        #expect(server.readyLine.hasSuffix(": 1 user, 0 seats, 0 customers, 0 tenants"))
        try Self.shell(script, in: folder)
        #expect(try Self.has(2, server))
        // And once more: what is there now is watched as well.
        try Self.write(3, folder.appending(path: "again").path)
        try Self.shell("mv again seed.json", in: folder)
        #expect(try Self.has(3, server))
        #expect(try server.end().code == 0)
    }

    @Test func `loads them once for many changes at a time`() throws {
        let folder = try Self.folder()
        let server = try Server(
            "--port", "0", "--watch", "--seed", folder.appending(path: "seed.json").path)
        try Self.shell(
            "for i in $(seq 50); do cp seed.json x; mv x seed.json; done; mv next seed.json",
            in: folder)
        #expect(try Self.has(2, server))
        let reloads = Self.reloads(try server.end().errors)
        // Fifty files take a moment: more than one where the machine stands still in between.
        #expect(reloads >= 1 && reloads < 10, "\(reloads)")
    }

    @Test func `does not load them for their neighbours, nor for what is only read`() throws {
        let folder = try Self.folder()
        let path = folder.appending(path: "seed.json").path
        let server = try Server("--port", "0", "--watch", "--seed", path)
        try Self.shell("cat seed.json > other; rm other; touch 4913; mkdir d", in: folder)
        // The next change is told of behind these.
        try Self.write(2, path)
        #expect(try Self.has(2, server))
        #expect(Self.reloads(try server.end().errors) == 1)
    }

    @Test func `keeps the data where a seed is broken, and says where`() throws {
        let folder = try Self.folder()
        let path = folder.appending(path: "seed.json").path
        let server = try Server("--port", "0", "--watch", "--seed", path)
        try Data("{\n x".utf8).write(to: URL(filePath: path))
        // A change of the data is undone by a reload alone: the mistake was met before this.
        try server.waitForLog("the seed is not loaded, the data stays as it was: \(path):2:2: ")
        #expect(try Self.has(1, server))
        try FileManager.default.removeItem(atPath: path)
        try server.waitForLog("the data stays as it was: there is no seed at \(path)")
        #expect(try Self.has(1, server))
        try Self.write(2, path)
        #expect(try Self.has(2, server))
    }

    @Test func `sees what comes into a folder of seeds, and goes from it`() throws {
        let folder = try temporaryFolder()
        let seeds = folder.appending(path: "seeds")
        try FileManager.default.createDirectory(at: seeds, withIntermediateDirectories: true)
        try Self.write(1, seeds.appending(path: "a.json").path)
        let server = try Server("--port", "0", "--watch", "--seed", seeds.path + "/")
        let other = Self.seed(2).replacing(#""t""#, with: #""s""#).replacing(
            "{\"userName\":\"u0@b\"},", with: "")
        try Data(other.utf8).write(to: folder.appending(path: "b"))
        try Self.shell("mv b seeds/b.json", in: folder)
        #expect(try Self.has(2, server))
        try Self.shell("mv seeds/b.json seeds/b.txt", in: folder)
        #expect(try Self.has(1, server))
        try Self.shell("mv seeds/b.txt seeds/c.json", in: folder)
        #expect(try Self.has(2, server))
        try Self.shell("rm seeds/a.json seeds/c.json; cat b 2> /dev/null || true", in: folder)
        try Self.write(3, folder.appending(path: "d").path)
        try Self.shell("mv seeds old; mkdir new; mv d new/d.json; mv new seeds", in: folder)
        #expect(try Self.has(3, server))
    }

    @Test(arguments: [false, true])
    func `follows links, as those of a Kubernetes config map`(isFolder: Bool) throws {
        let folder = try temporaryFolder()
        try Self.write(1, folder.appending(path: "one").path)
        try Self.write(2, folder.appending(path: "two").path)
        try Self.shell(
            """
            mkdir ..v1 app; mv one ..v1/seed.json
            ln -s ..v1 ..data; ln -s ..data/seed.json seed.json; ln -s ../seed.json app/seed.json
            """, in: folder)
        let path = folder.path + (isFolder ? "/" : "/app/seed.json")
        let server = try Server("--port", "0", "--watch", "--seed", path)
        try Self.shell(
            """
            mkdir ..v2; mv two ..v2/seed.json
            ln -s ..v2 ..data_tmp; mv -T ..data_tmp ..data; rm -r ..v1
            """, in: folder)
        #expect(try Self.has(2, server))
        try Self.write(3, folder.appending(path: "..v2/seed.json").path)
        #expect(try Self.has(3, server))
    }

    @Test func `misses nothing that changes while a seed is loaded`() throws {
        let folder = try Self.folder()
        let path = folder.appending(path: "seed.json").path
        let server = try Server("--port", "0", "--watch", "--seed", path)
        for count in 2...20 { try Self.write(count, path) }
        #expect(try Self.has(20, server))
    }

    @Test func `watches the default seed, which may come later`() throws {
        let folder = try temporaryFolder()
        let path = folder.appending(path: "seed.json").path
        let server = try Server(
            "--port", "0",
            environment: ["SEATFILLER_DEFAULT_SEED": path, "SEATFILLER_WATCH": "true"])
        #expect(server.readyLine.hasSuffix(": 4 users, 264 seats, 2 customers, 5 tenants"))
        try Self.write(1, path)
        #expect(try Self.has(1, server))
    }

    @Test func `has a store whose data it replaces as a hangup does`() throws {
        let folder = try Self.folder()
        let path = folder.appending(path: "seed.json").path
        let store = folder.appending(path: "world.db").path
        let server = try Server("--port", "0", "--watch", "--store", store, "--seed", path)
        try Self.write(2, path)
        #expect(try Self.has(2, server))
        #expect(try server.end().code == 0)
        let refused = try Run("--port", "0", "--watch", "--store", store)
        #expect(
            refused.errors
                == "seatfiller: --watch has no seed to watch: the store is opened without --seed\n")
        #expect(refused.exitCode == 2)
    }

    @Test(arguments: [
        ("", "--watch has no seed to watch: give a file or a folder by --seed"),
        ("--seed -", "--watch cannot watch standard input, which comes only once"),
        (
            "--seed /dev/stdin",
            "--watch cannot watch /dev/stdin, which is no file and comes only once"
        ),
        ("--seed p.json", "--watch cannot watch p.json, which is no file and comes only once"),
        ("--seed .", "--watch cannot watch ./p.json, which is no file and comes only once"),
    ])
    func `refuses what comes only once`(options: String, message: String) throws {
        let folder = try temporaryFolder()
        try Self.shell("mkfifo p.json", in: folder)
        let words = options.split(separator: " ").map(String.init)
        let run = try Run(["--port", "0", "--watch"] + words, in: folder)
        #expect(run.errors == "seatfiller: \(message)\n")
        #expect(run.exitCode == 2)
    }

    @Test(
        .enabled(if: canLimit, "no user namespace can be had"),
        arguments: [
            (
                "instances",
                "the user watches in too many places, or has too many files open "
                    + "(fs.inotify.max_user_instances, ulimit -n)"
            ),
            (
                "watches",
                "the user watches too many files and folders (fs.inotify.max_user_watches)"
            ),
        ])
    func `says which limit of the system it has met`(limit: String, message: String) throws {
        let file = try Self.folder().appending(path: "seed.json").path
        let process = Run.process([], [:], nil)
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "unshare", "--user", "--map-root-user", "sh", "-c",
            #"echo 0 > /proc/sys/user/max_inotify_\#(limit); exec "$@""#, "sh",
            Run.executable.path, "--port", "0", "--watch", "--seed", file,
        ]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let text = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(
            String(decoding: text, as: UTF8.self)
                == "seatfiller: the seeds cannot be watched: \(message)\n")
        #expect(process.terminationStatus == 2)
    }

    /// Whether limits of a user's own can be set here.
    private static let canLimit: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "unshare", "--user", "--map-root-user", "sh", "-c",
            "echo 0 > /proc/sys/user/max_inotify_instances",
        ]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()
}

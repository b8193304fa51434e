import Foundation

/// The command as a person runs it: the executable that this build has made.
struct Run {
    let output: String
    let errors: String
    let exitCode: Int32

    static let executable: URL = {
        // The tests and the executable stand in one folder of the build.
        let bundle = URL(filePath: CommandLine.arguments[0])
        var folder = bundle.deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appending(path: "seatfiller")
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
            folder = folder.deletingLastPathComponent()
        }
        return URL(filePath: "/nowhere/seatfiller")
    }()

    /// Runs it to its end.
    init(_ arguments: String..., environment: [String: String] = [:], in folder: URL? = nil) throws
    {
        try self.init(arguments, environment: environment, in: folder)
    }

    init(_ arguments: [String], environment: [String: String] = [:], in folder: URL? = nil) throws {
        let process = Run.process(arguments, environment, folder)
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        self.output = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        self.errors = String(
            decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        exitCode = process.terminationStatus
    }

    static func process(
        _ arguments: [String], _ environment: [String: String], _ folder: URL?
    ) -> Process {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        // The leak detector does not see what a constant of an indirect enumeration points to, since
        // Swift keeps the case in spare bits of the pointer, and would call the shapes of seeds lost.
        process.environment = environment.merging(["ASAN_OPTIONS": "detect_leaks=0"]) { $1 }
        if let folder { process.currentDirectoryURL = folder }
        return process
    }
}

/// A server in a process of its own, from its ready line to its end.
final class Server {
    let readyLine: String
    let url: String
    let process: Process
    private let output = Pipe()
    private let errors = Pipe()
    private var isLogRead = true
    /// What has been read of the log before the end.
    private var log = ""

    /// - Parameter limit: what of the shell's `ulimit` is set for the process: `-n 40`.
    convenience init(
        _ arguments: String..., environment: [String: String] = [:], limit: String? = nil
    ) throws {
        let script = limit.map { #"ulimit \#($0) && exec "$@""# }
        try self.init(arguments, environment: environment, through: script)
    }

    /// - Parameter script: what a shell does to become the server, which is `"$@"`; nil for none.
    init(
        _ arguments: [String], environment: [String: String] = [:], through script: String? = nil,
        in folder: URL? = nil
    ) throws {
        process = Run.process(arguments, environment, folder)
        if let script {
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", script, "sh", Run.executable.path] + arguments
        }
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), byte != Data([0x0A]) {
            line += byte
        }
        readyLine = String(decoding: line, as: UTF8.self)
        url =
            readyLine.split(separator: " ").first { $0.hasPrefix("http://") }.map(String.init) ?? ""
    }

    var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

    /// The descriptors that the process has open.
    var descriptorCount: Int {
        let folder = "/proc/\(process.processIdentifier)/fd"
        return (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0
    }

    /// Reads the log until a text stands there.
    ///
    /// - Throws: where the log ends before.
    func waitForLog(_ text: String) throws {
        struct NotSaid: Error { let log: String }
        while !log.contains(text) {
            let bytes = errors.fileHandleForReading.availableData
            guard !bytes.isEmpty else { throw NotSaid(log: log) }
            log += String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Reads no more of its log, and closes the pipe, as `head` does when it has seen enough.
    func leaveLog() throws {
        isLogRead = false
        try errors.fileHandleForReading.close()
    }

    /// Sends a signal and waits for the end: the exit code, or a negative signal, and what was
    /// printed behind the ready line.
    func end(_ signal: Int32 = SIGTERM) throws -> (code: Int32, output: String, errors: String) {
        kill(process.processIdentifier, signal)
        let output = try output.fileHandleForReading.readToEnd() ?? Data()
        let errors = isLogRead ? try errors.fileHandleForReading.readToEnd() ?? Data() : Data()
        process.waitUntilExit()
        let isSignal = process.terminationReason == .uncaughtSignal
        return (
            process.terminationStatus * (isSignal ? -1 : 1),
            String(decoding: output, as: UTF8.self),
            log + String(decoding: errors, as: UTF8.self)
        )
    }

    deinit {
        process.terminate()
    }
}

/// A folder of a test's own.
func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "seatfiller-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
}

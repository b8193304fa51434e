import Emulation
import Synchronization
import System

/// Tells when a seed has changed: written, replaced, removed, or led to by another link.
///
/// Any event near a seed is only a reason to look. What counts is whether the seeds are other files
/// than before, or the same files with other times.
final class SeedWatch: Sendable {
    private let paths: [String]
    private let watch: ChangeWatch
    private let files = Mutex<[File]>([])

    /// A file that seeds are read from.
    private struct File: Equatable {
        let path: String
        let status: FileStatus?
    }

    /// Watches the seeds of a server. Call this before they are read, so that no change is missed.
    ///
    /// - Throws: `SeatfillerError` for seeds that cannot be read again, such as a pipe, and where
    ///   the system watches no more.
    init(_ settings: Settings) throws(SeatfillerError) {
        let seeds = settings.seeds.isEmpty ? [settings.standardSeed] : settings.seeds
        guard settings.store == nil || !settings.seeds.isEmpty else {
            throw SeatfillerError(
                .usage, "--watch has no seed to watch: the store is opened without --seed")
        }
        paths = try seeds.map { seed throws(SeatfillerError) in try Self.path(of: seed) }
        watch = try Self.wording { () throws(FileError) in try ChangeWatch() }
        let present = try look()
        for file in present { try Self.checkKind(of: file.path) }
        files.withLock { $0 = present }
    }

    /// Calls `body` whenever a seed has changed, from a thread of its own, for as long as the
    /// process lives.
    ///
    /// - Throws: `SeatfillerError` if the system gives no thread.
    func start(
        _ log: RequestLog, _ body: @escaping @Sendable () -> Void
    ) throws(SeatfillerError) {
        let thread = Thread { [self] in
            do throws(SeatfillerError) {
                while true {
                    try waitForChange()
                    body()
                }
            } catch {
                log.error("\(error); SIGHUP still loads them anew")
            }
        }
        guard let thread else {
            throw SeatfillerError(.failure, "the system gives no thread to watch the seeds on")
        }
        thread.detach()
    }

    private func waitForChange() throws(SeatfillerError) {
        while true {
            watch.wait()
            let present = try look()
            let isChanged = files.withLock { files in
                defer { files = present }
                return present != files
            }
            if isChanged { return }
        }
    }

    private static func path(of seed: Seed) throws(SeatfillerError) -> String {
        if seed.isStandardInput {
            throw SeatfillerError(
                .usage, "--watch cannot watch standard input, which comes only once")
        }
        guard let path = seed.path else {
            throw SeatfillerError(
                .usage, "--watch has no seed to watch: give a file or a folder by --seed")
        }
        return path
    }

    private static func checkKind(of path: String) throws(SeatfillerError) {
        switch try wording({ () throws(FileError) in try Files.kind(of: path) }) {
        case nil, .regular, .folder: return
        case .pipe, .other:
            throw SeatfillerError(
                .usage, "--watch cannot watch \(path), which is no file and comes only once")
        }
    }

    /// Watches all that leads to the seeds now, and then looks at what they are.
    private func look() throws(SeatfillerError) -> [File] {
        try Self.wording { () throws(FileError) in
            // What changes while it is looked at is told of by what is watched already, except on
            // the ways that are new. So they are watched first, and looked at again.
            try watch.watch(targets)
            try watch.watch(targets)
        }
        return paths.flatMap(Self.seedFiles).flatMap { path in
            // A store's newest data may be in its log.
            [path, "\(path)-wal"].map { File(path: $0, status: FileStatus($0)) }
        }
    }

    private var targets: Set<ChangeWatch.Target> {
        var targets: Set<ChangeWatch.Target> = []
        for path in paths {
            let files = Self.seedFiles(path)
            if files != [path], let folder = Lookups(path).end { targets.insert(.all(folder)) }
            for path in [path] + files {
                let lookups = Lookups(path)
                targets.formUnion(lookups.steps.map { .step($0) })
                // A file that is mounted by itself is in no folder that tells of it.
                if let end = lookups.end { targets.insert(.all(end, isOptional: true)) }
            }
        }
        return targets
    }

    /// The files that a seed is read from: itself, or those in the folder. What cannot be listed is
    /// said when it is loaded.
    private static func seedFiles(_ path: String) -> [String] {
        do throws(FileError) {
            guard try Files.kind(of: path) == .folder else { return [path] }
            return try SeedFile.names(in: path).map { SeedFile.path(of: $0, in: path) }
        } catch {
            return []
        }
    }

    private static func wording<Result>(
        _ body: () throws(FileError) -> Result
    ) throws(SeatfillerError) -> Result {
        try SeatfillerError.wording("the seeds cannot be watched", .usage, body)
    }
}

internal import Emulation
internal import FoundationEssentials
internal import HTTPServer
internal import JSON

/// Where the data that a server starts with comes from.
public struct SeedSource: Sendable {
    internal enum Kind: Sendable {
        case demo
        case text(Seed)
        case path(String)
        case pathOrDemo(String)
    }

    internal let kind: Kind

    /// The seed that is built in: a small Contoso, and a partner's two customers.
    public static let demo = SeedSource(kind: .demo)

    /// A JSON text.
    public static func json(_ text: String) -> SeedSource {
        SeedSource(kind: .text(Seed(file: "seed", language: .json, bytes: Array(text.utf8))))
    }

    /// An SQL text.
    public static func sql(_ text: String) -> SeedSource {
        SeedSource(kind: .text(Seed(file: "seed", language: .sql, bytes: Array(text.utf8))))
    }

    /// A `.json` or `.sql` file, a store in a `.db` file, which is copied and left as it is, or a
    /// folder of them that are loaded in the order of their names.
    public static func path(_ path: String) -> SeedSource {
        SeedSource(kind: .path(path))
    }

    /// What `path` is, or the demo seed where nothing is there: a folder of an image that people
    /// mount theirs on.
    package static func pathOrDemo(_ path: String) -> SeedSource {
        SeedSource(kind: .pathOrDemo(path))
    }

    /// The seeds, read from their files.
    ///
    /// - Throws: `SeatfillerError` that names a file that cannot be read.
    internal func seeds() throws(SeatfillerError) -> [Seed] {
        switch kind {
        case .demo: return [try Seatfiller.wording { try DemoStore.seed() }]
        case .text(let seed): return [seed]
        case .path(let path):
            guard let seeds = try Self.seeds(at: path) else {
                throw SeatfillerError(.usage, "there is no seed at \(path)")
            }
            guard !seeds.isEmpty else {
                throw SeatfillerError(.usage, "the folder \(path) holds no .json, .sql or .db file")
            }
            return seeds
        case .pathOrDemo(let path):
            let seeds = try Self.seeds(at: path) ?? []
            return seeds.isEmpty ? try Self.demo.seeds() : seeds
        }
    }

    /// Nil where nothing is there.
    private static func seeds(at path: String) throws(SeatfillerError) -> [Seed]? {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return nil
        }
        guard isFolder else { return [try file(path)] }
        var seeds: [Seed] = []
        for name in try names(in: path) { seeds.append(try file("\(path)/\(name)")) }
        return seeds
    }

    private static func names(in folder: String) throws(SeatfillerError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { isStore($0) || language(of: $0) != nil }.sorted()
        } catch {
            throw SeatfillerError(.usage, "the folder \(folder) cannot be read: \(error)")
        }
    }

    private static func file(_ path: String) throws(SeatfillerError) -> Seed {
        if isStore(path) {
            return try Seatfiller.wording {
                Seed(file: path, image: try StoreFile.image(of: path))
            }
        }
        guard let language = language(of: path) else {
            throw SeatfillerError(.usage, "the seed \(path) ends in none of .json, .sql and .db")
        }
        if let file = FileBytes(path), file.byteCount > 0 {
            let text = JSONText(byteCount: file.byteCount) { file.read($0) }
            return Seed(file: path, language: language, text: text)
        }
        // A pipe, whose length nobody knows.
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SeatfillerError(.usage, "the seed \(path) cannot be read")
        }
        return Seed(file: path, language: language, bytes: Array(data))
    }

    private static func isStore(_ name: String) -> Bool { name.hasSuffix(".db") }

    private static func language(of name: String) -> Seed.Language? {
        if name.hasSuffix(".json") { .json } else if name.hasSuffix(".sql") { .sql } else { nil }
    }
}

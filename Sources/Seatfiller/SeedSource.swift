import Emulation
import System

/// Where the data that a server starts with comes from.
public struct SeedSource: Sendable {
    private enum Kind: Sendable {
        case demo
        case text(Seed)
        case path(String)
        case pathOrDemo(String)
        case standardInput
        case store(String)
    }

    private let kind: Kind

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
    /// folder of them that are loaded in the order of their names, without the hidden ones.
    ///
    /// A pipe is read to its end; where its name does not say what it holds, its content does.
    public static func path(_ path: String) -> SeedSource {
        SeedSource(kind: .path(path))
    }

    /// What `path` is, or the demo seed where nothing is there: a folder of an image that people
    /// mount theirs on.
    package static func pathOrDemo(_ path: String) -> SeedSource {
        SeedSource(kind: .pathOrDemo(path))
    }

    /// A store file, whatever its name ends in.
    static func store(_ path: String) -> SeedSource {
        SeedSource(kind: .store(path))
    }

    /// A word of the command line: a path, or a dash for standard input.
    package static func named(_ word: String) -> SeedSource {
        word == "-" ? SeedSource(kind: .standardInput) : .path(word)
    }

    /// Whether it is standard input, which one seed at most can come from.
    var isStandardInput: Bool {
        if case .standardInput = kind { true } else { false }
    }

    /// Where it is in the file system; nil for what is not there.
    var path: String? {
        switch kind {
        case .path(let path), .pathOrDemo(let path), .store(let path): path
        case .demo, .text, .standardInput: nil
        }
    }

    /// The seeds, read from their files.
    ///
    /// - Parameters:
    ///   - again: whether they have been read before.
    ///   - roster: the APIs whose data those are that are stores.
    ///   - memory: what those that are stores are charged to.
    /// - Throws: `SeatfillerError` that names what cannot be read.
    func seeds(
        again: Bool, for roster: Roster, in memory: MemoryBudget
    ) throws(SeatfillerError) -> [Seed] {
        switch kind {
        case .demo: return [try SeatfillerError.wording { try DemoStore.seed(in: memory) }]
        case .text(let seed): return [seed]
        case .standardInput:
            return [try SeedFile.standardInput(again: again, for: roster, memory: memory)]
        case .store(let path):
            return [
                try SeedFile(path: path, again: again, roster: roster, memory: memory).store()
            ]
        case .path(let path):
            let file = SeedFile(path: path, again: again, roster: roster, memory: memory)
            guard let seeds = try file.seeds() else {
                throw SeatfillerError(.usage, "there is no seed at \(path)")
            }
            guard !seeds.isEmpty else {
                throw SeatfillerError(.usage, "the folder \(path) holds no .json, .sql or .db file")
            }
            return seeds
        case .pathOrDemo(let path):
            let file = SeedFile(path: path, again: again, roster: roster, memory: memory)
            let seeds = try file.seeds() ?? []
            return seeds.isEmpty
                ? try Self.demo.seeds(again: again, for: roster, in: memory) : seeds
        }
    }
}

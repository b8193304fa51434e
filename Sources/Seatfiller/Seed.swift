import CDemo
import Emulation
import SQLite
import System

/// The data that an emulator or a world starts with: a file, or values.
///
/// ```swift
/// let seed = Seed(organizations: [
///     .init(
///         "contoso", users: ["ann@contoso.com"], inventory: [.init("9NBLGGH4R2R6/0016")],
///         seats: [.init("9NBLGGH4R2R6/0016", assignedTo: "ann@contoso.com")])
/// ])
/// ```
///
/// Several seeds add up, so a seed is checked where it is loaded: whoever loads it throws a
/// `SeatfillerError` with every mistake, each with the place of the seed.
public struct Seed: Sendable {
    private enum Kind: Sendable {
        case demo
        /// With what is the same for the same text.
        case text(Emulation.Seed, key: String)
        case path(String)
        case pathOrDemo(String)
        case standardInput
        case store(String)
        case image(Image)
    }

    private let kind: Kind

    /// The built-in seed: a small Contoso, and two customers of a partner.
    public static let demo = Seed(kind: .demo)

    /// The content of a JSON file.
    public static func json(_ text: String) -> Seed {
        .text(text, in: .json)
    }

    /// The content of an SQL file.
    public static func sql(_ text: String) -> Seed {
        .text(text, in: .sql)
    }

    /// - Parameter name: stands before each mistake.
    static func text(
        _ text: String, in language: Emulation.Seed.Language, named name: String = "seed"
    ) -> Seed {
        let seed = Emulation.Seed(file: name, language: language, bytes: Array(text.utf8))
        return Seed(kind: .text(seed, key: "\(language) \(name) \(text)"))
    }

    /// A `.json`, `.sql` or `.db` file, or a folder of such files. A `.db` file is a store; it is
    /// copied and stays unchanged. The files of a folder are loaded in the order of their names,
    /// without hidden files.
    ///
    /// A pipe is read to its end. If its name does not tell the format, its content does.
    public static func path(_ path: String) -> Seed {
        Seed(kind: .path(path))
    }

    /// Like `path`, but the demo seed if the path does not exist. A container image uses this for
    /// the folder that users mount their seeds on.
    package static func pathOrDemo(_ path: String) -> Seed {
        Seed(kind: .pathOrDemo(path))
    }

    /// A store file, whatever its name ends in.
    static func store(_ path: String) -> Seed {
        Seed(kind: .store(path))
    }

    /// The data of another emulator.
    static func image(_ image: Image) -> Seed {
        Seed(kind: .image(image))
    }

    /// A word of the command line: a path, or `-` for standard input.
    package static func named(_ word: String) -> Seed {
        word == "-" ? Seed(kind: .standardInput) : .path(word)
    }

    /// Whether it is standard input. At most one seed can come from there.
    var isStandardInput: Bool {
        if case .standardInput = kind { true } else { false }
    }

    /// What a person calls it.
    var title: String {
        switch kind {
        case .demo: "demo"
        case .text: "given in the program"
        case .path(let path), .pathOrDemo(let path), .store(let path): path
        case .standardInput: "standard input"
        case .image: "the data of another emulator"
        }
    }

    /// The same for seeds of the same data, as long as files stay as they are; nil for what can be
    /// read only once.
    package var key: String? {
        switch kind {
        case .demo: "demo"
        case .text(_, let key): key
        case .path(let path), .pathOrDemo(let path), .store(let path): "path \(path)"
        case .standardInput, .image: nil
        }
    }

    /// Where it is in the file system; nil for what is not there.
    var path: String? {
        switch kind {
        case .path(let path), .pathOrDemo(let path), .store(let path): path
        case .demo, .text, .standardInput, .image: nil
        }
    }

    /// The seeds, read from their files.
    ///
    /// - Parameters:
    ///   - again: whether the seeds have been read before.
    ///   - roster: the APIs whose data a store holds.
    ///   - memory: the budget that stores are charged to.
    /// - Throws: `SeatfillerError` that names the unreadable path.
    func seeds(
        again: Bool, for roster: Roster, in memory: MemoryBudget
    ) throws(SeatfillerError) -> [Emulation.Seed] {
        switch kind {
        case .demo:
            // The demo seed is loaded at build time, so that a start need not do it.
            let image = try SeatfillerError.wording {
                try Image(Int(seatfiller_demo_size), in: memory) {
                    seatfiller_write_demo($0, Int64($1)) != 0
                }
            }
            return [Emulation.Seed(file: "the demo seed", image: image)]
        case .text(let seed, _): return [seed]
        case .image(let image): return [Emulation.Seed(file: "the seed", image: image)]
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

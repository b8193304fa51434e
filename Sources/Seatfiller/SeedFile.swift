import Emulation
import JSON
import SQLite
import System

/// A path that seeds are read from: a file, a folder of files, or a pipe, which can be read only
/// once.
struct SeedFile {
    let path: String
    /// Whether the path has been read before.
    let again: Bool
    /// The APIs whose data a store holds.
    let roster: Roster
    /// The budget that stores are charged to.
    let memory: MemoryBudget

    /// Its seeds; those of a folder in the order of their names. Nil if the path does not exist.
    func seeds() throws(SeatfillerError) -> [Emulation.Seed]? {
        guard let kind = try kind() else { return nil }
        guard kind == .folder else { return [try seed(kind)] }
        var seeds: [Emulation.Seed] = []
        let names = try reading { () throws(FileError) in try Self.names(in: path) }
        for name in names {
            let file = SeedFile(
                path: Self.path(of: name, in: path), again: again, roster: roster, memory: memory)
            seeds.append(try file.seed(try file.kind() ?? .other))
        }
        return seeds
    }

    private func kind() throws(SeatfillerError) -> Files.Kind? {
        try reading { () throws(FileError) in try Files.kind(of: path) }
    }

    /// The seed on standard input.
    static func standardInput(
        again: Bool, for roster: Roster, memory: MemoryBudget
    ) throws(SeatfillerError) -> Emulation.Seed {
        let file = SeedFile(
            path: "standard input", again: again, roster: roster, memory: memory)
        return try file.seed { () throws(FileError) in try Files.standardInput() }
    }

    /// The names in a folder that are seeds'. Hidden files belong to editors and systems.
    static func names(in folder: String) throws(FileError) -> [String] {
        try Files.names(in: folder)
            .filter { !$0.hasPrefix(".") && SeedFormat(name: $0) != nil }.sorted()
    }

    static func path(of name: String, in folder: String) -> String {
        folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    private func seed(_ kind: Files.Kind) throws(SeatfillerError) -> Emulation.Seed {
        guard kind == .regular else {
            return try seed { () throws(FileError) in try Files.bytes(of: path) }
        }
        switch SeedFormat(name: path) {
        case .store: return try image()
        case .json: return try text(.json)
        case .sql: return try text(.sql)
        case nil:
            throw SeatfillerError(.usage, "the seed \(path) must end in .json, .sql or .db")
        }
    }

    /// The data of a store file.
    func store() throws(SeatfillerError) -> Emulation.Seed {
        switch try kind() {
        case nil: throw SeatfillerError(.usage, "there is no store at \(path)")
        case .regular: return try image()
        case .folder, .pipe, .other:
            throw SeatfillerError(.usage, "the store \(path) is not a regular file")
        }
    }

    private func image() throws(SeatfillerError) -> Emulation.Seed {
        try store { try StoreFile.image(of: path, for: roster, in: memory) }
    }

    /// The seed in a file, which is read piece by piece while it is loaded.
    private func text(_ language: Emulation.Seed.Language) throws(SeatfillerError) -> Emulation.Seed
    {
        let file = try reading { () throws(FileError) in
            try FileBytes(path, most: language == .sql ? Files.mostBytes : .max)
        }
        let text = JSONText(byteCount: file.byteCount) { file.read($0) }
        return Emulation.Seed(file: path, language: language, text: text)
    }

    /// A seed that is read once and as a whole.
    private func seed(
        _ read: () throws(FileError) -> [UInt8]
    ) throws(SeatfillerError) -> Emulation.Seed {
        guard !again else {
            throw SeatfillerError(
                .usage, "\(path) can be read only once, and has been read already")
        }
        let bytes = try reading(read)
        switch SeedFormat(name: path) ?? SeedFormat(content: bytes) {
        case .store:
            return try store {
                try StoreFile.image(of: bytes, named: path, for: roster, in: memory)
            }
        case .json: return Emulation.Seed(file: path, language: .json, bytes: bytes)
        case .sql: return Emulation.Seed(file: path, language: .sql, bytes: bytes)
        }
    }

    private func store(_ image: () throws -> Image) throws(SeatfillerError) -> Emulation.Seed {
        try SeatfillerError.wording { Emulation.Seed(file: path, image: try image()) }
    }

    private func reading<Result>(
        _ body: () throws(FileError) -> Result
    ) throws(SeatfillerError) -> Result {
        try SeatfillerError.wording("the seed \(path) cannot be read", .usage, body)
    }
}

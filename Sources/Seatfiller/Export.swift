package import Emulation
import HTTP
import HTTPServer
import HTTPTypes
import JSON
import System

/// The data of a running server or of a store file, written as a seed.
package struct Export {
    package enum Source: Sendable {
        /// A server, by its base URL: of `http://`, an address or `localhost`, and a port.
        case server(url: String, world: WorldName?, adminToken: String?)
        /// A store file, which stays as it is.
        case store(String)
    }

    private let source: Source

    package init(_ source: Source) {
        self.source = source
    }

    /// Writes the seed.
    ///
    /// - Parameter path: of a file that comes whole or not at all; nil for standard output.
    /// - Throws: `SeatfillerError` if the source cannot be read or the seed cannot be written.
    package func write(to path: String?) throws(SeatfillerError) {
        guard let path else {
            return try give { piece in
                guard StandardStream.output.write(piece[...]) else {
                    throw SeatfillerError(
                        .failure, "the seed cannot be written to standard output")
                }
            }
        }
        func wording<Result>(
            _ kind: SeatfillerError.Kind, _ body: () throws(FileError) -> Result
        ) throws(SeatfillerError) -> Result {
            try SeatfillerError.wording("\(path) cannot be written", kind, body)
        }
        let file = try wording(.usage) { () throws(FileError) in try NewFile(path) }
        if let unfinished = file.unfinishedPath {
            Signals.beforeEnd {
                // The process ends, so nobody could be told.
                do throws(FileError) { try Files.remove(unfinished) } catch {}
            }
        }
        try give { piece in
            try wording(.failure) { () throws(FileError) in try file.write(piece) }
        }
        try wording(.failure) { () throws(FileError) in try file.finish() }
    }

    /// Gives the seed piece by piece, and the end of its line.
    private func give(_ take: @escaping ([UInt8]) throws -> Void) throws(SeatfillerError) {
        try SeatfillerError.wording {
            switch source {
            case .server(let url, let world, let token):
                try Self.download(url, world, token, take)
            case .store(let path): try Self.read(path, take)
            }
            try take([UInt8(ascii: "\n")])
        }
    }

    // MARK: A store file

    private static func read(
        _ path: String, _ take: @escaping ([UInt8]) throws -> Void
    ) throws {
        var settings = Settings()
        settings.seeds = [.store(path)]
        let emulator = try Emulator(settings)
        try emulator.verify()
        var seed = SeedWriter { try take($0) }
        try Emulation.Seed.export(
            emulator.worlds.defaultWorld.view(), of: settings.roster, to: &seed)
    }

    // MARK: A server

    /// How long a server may be silent, which has to look through its data first.
    private static let patience = Duration.seconds(60)
    private static let mostProblemBytes = 64 << 10

    private static func download(
        _ url: String, _ world: WorldName?, _ token: String?, _ take: ([UInt8]) throws -> Void
    ) throws {
        // After `http://`: the authority, and a path such as that of a world.
        let rest = url.dropFirst("http://".count)
        let authority = rest.prefix { $0 != "/" }
        let base = rest[authority.endIndex...].split(separator: "/").map { "/\($0)" }.joined()
        // An export makes no world.
        var fields: HTTPFields = [.seatfillerWorldExists: "true"]
        if let world { fields[.seatfillerWorld] = world.description }
        if let token { fields[.authorization] = "Bearer \(token)" }
        do {
            let answer = try Download(
                base + "/__admin/export", fields, at: String(authority), patience: patience)
            guard answer.status == 200 else {
                var content: [UInt8] = []
                while content.count < mostProblemBytes, let piece = try answer.next() {
                    content += piece
                }
                return try refuse(answer.status, content, url, world)
            }
            var isFirst = true
            while let piece = try answer.next() {
                guard !isFirst || piece.first == UInt8(ascii: "{") else {
                    throw Download.Failure.noHTTP
                }
                isFirst = false
                try take(piece)
            }
        } catch let failure as Download.Failure {
            throw SeatfillerError(.failure, words(for: failure, url))
        }
    }

    static func words(for failure: Download.Failure, _ url: String) -> String {
        switch failure {
        case .unreachable: "nothing answers on \(url)"
        case .noHTTP: "the server on \(url) is not Seatfiller"
        case .brokenOff: "\(url) has broken off its answer"
        }
    }

    /// Words what a server has answered instead.
    static func refuse(
        _ status: Int, _ content: [UInt8], _ url: String, _ world: WorldName?
    ) throws(SeatfillerError) {
        let problem: JSON?
        do throws(JSONError) { problem = try JSON(parsing: content) } catch { problem = nil }
        guard let code = problem?["code"]?.string, let detail = problem?["detail"]?.string else {
            throw SeatfillerError(
                .failure, "the server on \(url) is not Seatfiller: its status is \(status)")
        }
        switch code {
        case "admin-token":
            throw SeatfillerError(
                .usage,
                "\(url) asks for its token; give it by --admin-token or SEATFILLER_ADMIN_TOKEN")
        case "world-gone":
            throw SeatfillerError(
                .usage, "there is no world \(world?.description ?? "of this path") on \(url)")
        default:
            throw SeatfillerError(.failure, "\(url) refuses: \(detail)")
        }
    }
}

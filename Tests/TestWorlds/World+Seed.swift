package import Emulation
import SQLite

extension World {
    /// A world of a test's own, in memory, at noon on the first of May 2018.
    ///
    /// - Parameters:
    ///   - seed: the member that the API reads, with all around it: a whole JSON seed.
    ///   - quirks: `name=value` each.
    package convenience init(
        _ apis: any SeededAPI.Type..., seed: String, quirks: [String] = [],
        authentication: Authentication = .open
    ) throws {
        let clock = Clock(frozen: .noon)
        let roster = Roster(apis)
        let store = try StoreFile.open(.memory, for: roster) { store, _ in
            let seed = Seed(file: "seed.json", language: .json, bytes: Array(seed.utf8))
            try Seed.load([seed], into: store, for: roster, clock: clock)
            // Whoever reads a seed checks it, and SQLite takes that on trust.
            for sql in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
                try store.rows(sql) { row in
                    guard row.text(0) == "ok" else { throw BrokenRule(message: row.text(0)) }
                    return true
                }
            }
        }
        try self.init(
            store: store, isFile: false, clock: clock,
            WorldTraits(
                roster: roster, authentication: authentication,
                quirks: try Quirks.parse(quirks, known: apis.flatMap { $0.quirks }),
                tokens: ContinuationTokens(key: Array(repeating: 7, count: 32))))
    }
}

/// A rule of the tables that a seed has broken unnoticed.
private struct BrokenRule: Error {
    let message: String
}

extension Instant {
    package static let noon = Instant.epoch.advanced(bySeconds: 1_525_176_000)
}

extension ContinuationTokens {
    /// At noon, as the worlds of tests have it.
    package func seal(_ content: [UInt8]) -> String { seal(content, at: .noon) }

    package func open(_ token: String) -> [UInt8]? { open(token, at: .noon) }
}

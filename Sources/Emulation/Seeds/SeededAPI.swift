package import SQLite

/// An emulated service that has data of its own.
package protocol SeededAPI: API {
    /// The statements that make its tables, all named `name_…`.
    static var schema: String { get }
    /// The member of a seed that is its own.
    static var seedMember: String { get }

    /// Reads its member of a seed into its tables.
    static func load(_ seed: inout SeedReader, into store: Connection) throws
    /// Statements that make temporary triggers, which word what an SQL seed does wrong.
    static var scriptGuards: String { get }
    /// Completes what a seed of this language has left to the emulator.
    ///
    /// - Returns: what is wrong with it.
    static func finish(
        _ language: Seed.Language, on store: Connection, at now: Instant
    ) throws -> [String]
    /// Writes the value of its member of a seed, which makes what its tables hold.
    static func export(_ store: Connection, to seed: inout SeedWriter) throws
    /// Gives its member of the seed that a plan asks for, piece by piece.
    static func generate(_ plan: SeedPlan, _ give: (String) throws -> Void) rethrows
    /// Fills its tables, which are empty, with the same.
    static func generate(_ plan: SeedPlan, into store: Connection) throws
    /// A directory tenant's id as its tables have it, upper and lower case alike; nil for a tenant
    /// that they do not have.
    static func tenant(_ id: String, in store: Connection) throws -> String?
    /// What its tables hold, for the ready line: `["3 users", "12 seats"]`.
    static func inventory(of store: Connection) throws -> [String]
}

extension SeededAPI {
    package static func tenant(_ id: String, in store: Connection) throws -> String? { nil }
}

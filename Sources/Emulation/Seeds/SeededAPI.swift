package import SQLite

/// An emulated service that has data of its own.
package protocol SeededAPI: API {
    /// The statements that make its tables, all named `name_…`.
    static var schema: String { get }
    /// The member of a seed that is its own.
    static var seedMember: String { get }

    /// The member of a seed's application that bounds what the application sees of it; nil where
    /// nothing does.
    static var scope: ScopeMember? { get }

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
    /// How many a generated seed has of its nouns unless somebody says otherwise: `users`.
    static var standardCounts: [String: Int64] { get }
    /// Why it cannot make what a plan asks for; nil where it can.
    static func mistake(in plan: SeedPlan) -> String?
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
    package static var scope: ScopeMember? { nil }

    package static var scriptGuards: String { "" }

    package static func finish(
        _ language: Seed.Language, on store: Connection, at now: Instant
    ) throws -> [String] { [] }

    package static func mistake(in plan: SeedPlan) -> String? { nil }

    /// Goes the way of every seed, for data of which there is little.
    package static func generate(_ plan: SeedPlan, into store: Connection) throws {
        var text = "{\"\(seedMember)\":"
        generate(plan) { text += $0 }
        let seed = Seed(file: "generated", language: .json, bytes: Array((text + "}").utf8))
        try Seed.load([seed], into: store, for: Roster([Self.self]), clock: Clock())
    }

    package static func tenant(_ id: String, in store: Connection) throws -> String? { nil }
}

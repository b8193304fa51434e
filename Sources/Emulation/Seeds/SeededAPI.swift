package import SQLite

/// An emulated service that has data of its own.
package protocol SeededAPI: API {
    /// The statements that make its tables, all of them STRICT: what is read has the declared type,
    /// whoever has edited the file. The names of all tables begin with `name_`.
    static var schema: String { get }
    /// The name of its member of a seed.
    static var seedMember: String { get }

    /// The member of an application in a seed that limits which of its data the application sees,
    /// or nil if nothing does.
    static var scope: ScopeMember? { get }

    /// Reads its member of a seed into its tables.
    static func load(_ seed: inout SeedReader, into store: Connection) throws
    /// Statements that make temporary triggers, which report the mistakes of an SQL seed.
    static var scriptGuards: String { get }
    /// Completes what a seed of this language has left out.
    ///
    /// - Returns: the mistakes of the seed.
    static func finish(
        _ language: Seed.Language, on store: Connection, at now: Instant
    ) throws -> [String]
    /// Writes the value of its member of a seed with the data of its tables.
    static func export(_ store: Connection, to seed: inout SeedWriter) throws
    /// The standard numbers of its nouns, such as `users`, in a generated seed.
    static var standardCounts: [String: Int64] { get }
    /// Why it cannot carry out a plan, or nil if it can.
    static func mistake(in plan: SeedPlan) -> String?
    /// Makes its member of a generated seed, piece by piece.
    static func generate(_ plan: SeedPlan, _ give: (String) throws -> Void) rethrows
    /// Fills its empty tables with the same data.
    static func generate(_ plan: SeedPlan, into store: Connection) throws
    /// The id of a directory tenant as its tables spell it, by the id or by a domain, or nil if
    /// they do not have the tenant. Case does not matter.
    static func tenant(_ name: String, in store: Connection) throws -> String?
    /// A person of a tenant by name, or nil if its tables do not have the person. Case does not
    /// matter.
    static func person(
        _ name: String, of tenant: String, in store: Connection
    ) throws -> Person?
    /// The kinds of rows that the control plane shows.
    static var dataKinds: [DataKind] { get }
    /// What its tables hold, for the ready line: `["3 users", "12 seats"]`.
    static func inventory(of store: Connection) throws -> [String]
}

extension SeededAPI {
    package static var dataKinds: [DataKind] { [] }

    package static var scope: ScopeMember? { nil }

    package static var scriptGuards: String { "" }

    package static func finish(
        _ language: Seed.Language, on store: Connection, at now: Instant
    ) throws -> [String] { [] }

    package static func mistake(in plan: SeedPlan) -> String? { nil }

    /// Loads the generated seed like any other, which is fast enough for little data.
    package static func generate(_ plan: SeedPlan, into store: Connection) throws {
        var text = "{\"\(seedMember)\":"
        generate(plan) { text += $0 }
        let seed = Seed(file: "generated", language: .json, bytes: Array((text + "}").utf8))
        try Seed.load([seed], into: store, for: Roster([Self.self]), clock: Clock())
    }

    package static func tenant(_ name: String, in store: Connection) throws -> String? { nil }

    package static func person(
        _ name: String, of tenant: String, in store: Connection
    ) throws -> Person? { nil }
}

import Emulation
import JSON
import StoreForBusinessAPI
import Testing

@testable import Seatfiller

/// A member cannot be in a JSON seed and not in the typed one, nor the other way round.
///
/// `EverySeedMember` has all that the typed seed can say. What the reader knows is asked of the
/// reader, by a member that it cannot know; what is described is read from the description.
@Suite struct `The typed seed` {
    private let seed: JSON

    init() throws {
        let key = try #require(EverySeedMember.seed.key)
        seed = try JSON(parsing: Array(key.drop { $0 != "{" }.utf8))
    }

    /// Objects whose members have any names.
    private static let open = [
        "faults[].do.headers", "faults[].do.body", "faults[].do.before[].headers",
        "faults[].do.after[].headers",
    ]

    @Test func `has the members that the reader knows, in each object`() throws {
        let members = seed.membersByPath
        #expect(members.count > 35)
        for (path, names) in members where !Self.open.contains(path) {
            #expect(try known(at: path) == names, "\(path)")
        }
    }

    @Test func `has the members that the description of the control plane has`() throws {
        let text = try Emulator().respond(to: .get("/__admin/openapi.json")).body
        let schemas = try #require(JSON(parsing: Array(text.utf8))["components"]?["schemas"])
        let root = try #require(schemas["Seed"])
        let described = Description(schemas).membersByPath(of: root)
        #expect(described.count > 25)
        let members = seed.membersByPath
        for (path, names) in described { #expect(members[path] == names, "\(path)") }
    }

    @Test func `prints each of its properties`() {
        var printed: [String: Set<String>] = [:]
        var properties: [String: Set<String>] = [:]
        func visit(_ value: Any) {
            let mirror = Mirror(reflecting: value)
            if let value = value as? any JSONValue, mirror.displayStyle == .struct,
                !(value is Seatfiller.Fault)
            {
                let name = "\(type(of: value))"
                printed[name, default: []].formUnion(value.form.members.map(\.name))
                properties[name] = Set(mirror.children.compactMap(\.label))
            }
            for child in mirror.children { visit(child.value) }
        }
        visit(EverySeedMember.organizations)
        visit(EverySeedMember.customers)
        visit(EverySeedMember.pools)
        visit(EverySeedMember.onboarding)
        visit(EverySeedMember.applications)
        #expect(properties.count > 30)
        #expect(printed == properties)
    }

    /// What the reader takes where the typed seed has an enumeration.
    @Test(arguments: [
        (
            "storeForBusiness[].inventory[].licenseType",
            words(Seatfiller.Seed.InventoryEntry.LicenseType.self)
        ),
        (
            "storeForBusiness[].inventory[].distributionPolicy",
            words(Seatfiller.Seed.InventoryEntry.DistributionPolicy.self)
        ),
        (
            "storeForBusiness[].inventory[].status",
            words(Seatfiller.Seed.InventoryEntry.Status.self)
        ),
        (
            "storeForBusiness[].inventory[].product.productType",
            words(Seatfiller.Seed.Product.ProductType.self)
        ),
        (
            "storeForBusiness[].inventory[].product.applicationType",
            words(Seatfiller.Seed.Product.ApplicationType.self)
        ),
        (
            "storeForBusiness[].inventory[].product.alternateIds[].type",
            words(Seatfiller.Seed.Product.AlternateID.Kind.self)
        ),
        (
            "storeForBusiness[].inventory[].product.supportedPlatforms[].architectures[]",
            words(Seatfiller.Seed.Product.Architecture.self)
        ),
        (
            "storeForBusiness[].inventory[].product.packages.productPackages[].packageFormat",
            words(Seatfiller.Seed.Product.PackageFormat.self)
        ),
        ("storeForBusiness[].seats[].state", words(Seatfiller.Seed.Seat.State.self)),
        ("elements.pools[].resource", words(Seatfiller.Seed.Pool.Resource.self)),
        ("faults[].do.connection", words(Seatfiller.Fault.ConnectionFault.self)),
        ("faults[].match.api", words(Seatfiller.Operation.API.self)),
    ])
    func `has the words that the reader knows`(path: String, words: [String]) throws {
        #expect(try known(at: path, .string(probe)) == Set(words))
    }

    @Test(arguments: [
        ("elements.customers[].services[].product", numbers(Seatfiller.Seed.Service.Product.self)),
        ("elements.customers[].jobs[].jobType", numbers(Seatfiller.Seed.Job.Kind.self)),
        ("elements.pools[].subscriptionSourceType", numbers(Seatfiller.Seed.Pool.Source.self)),
    ])
    func `has the numbers that the reader knows`(path: String, numbers: [String]) throws {
        #expect(try known(at: path, -7) == Set(numbers))
    }

    @Test func `has the permissions that there are`() {
        #expect(words(Seatfiller.Seed.Application.Permission.self) == Roster.standard.permissions)
    }

    @Test func `loads, and says the same as its text`() throws {
        let typed = try Emulator(seed: EverySeedMember.seed)
        let text = try Emulator(seed: .json(seed.text))
        for emulator in [typed, text] {
            try emulator.world("default").clock.freeze(at: "2018-05-01T12:00:00Z")
        }
        let export = Emulator.Request("GET", "/__admin/export")
        #expect(typed.respond(to: export).body == text.respond(to: export).body)
    }

    @Test func `names its place in each mistake`() throws {
        let error = try #require(throws: SeatfillerError.self) {
            try Emulator(
                seed: Seatfiller.Seed(organizations: [
                    .init("t", users: [.init("ann", objectId: "1")])
                ]))
        }
        #expect(
            error.description.replacing(/:\d+/, with: "") == """
                SeatfillerTests/TypedSeedTests.swift: userName "ann" is not a user principal name; write user@domain
                SeatfillerTests/TypedSeedTests.swift: objectId "1" is not a GUID; \
                write it 6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11
                """)
    }

    /// What the reader expects at a place: the names of the members of an object that has one that
    /// it cannot know, or the values where it has another.
    private func known(at path: String, _ other: JSON? = nil) throws -> Set<String> {
        let changed = seed.changed(at: path.isEmpty ? [] : path.split(separator: ".")[...]) {
            value in
            other ?? .object(value.members + [JSON.Member(name: probe, value: 1)])
        }
        let error = try #require(throws: SeatfillerError.self, "\(path)") {
            try Emulator(seed: .json(changed.text))
        }
        let expected = try #require(
            error.description.firstMatch(of: /; expected ([^\n]*)/), "\(error)")
        return Set(expected.1.split(separator: ", ").map(String.init))
    }
}

/// A word that is near to no other.
private let probe = String(repeating: "?", count: 120)

private func words<Word: RawRepresentable<String> & CaseIterable>(_: Word.Type) -> [String] {
    Word.allCases.map(\.rawValue)
}

private func numbers<Number: RawRepresentable<Int> & CaseIterable>(_: Number.Type) -> [String] {
    Number.allCases.map { String($0.rawValue) }
}

import Seatfiller
import Testing

@Suite struct `A seed that is implicit` {
    private static let seat = #"{"assignedTo":"a@b","productKey":{"productId":"P","skuId":"1"}}"#
    private static let other = #"{"assignedTo":"c@d","productKey":{"productId":"P","skuId":"1"}}"#

    private func inventory(_ seed: String) throws -> String {
        String(try Emulator(seed: .json(seed)).inventory.split(separator: ", 0 customers")[0])
    }

    @Test(arguments: [
        #"{"implicit":true,"storeForBusiness":[{"tenantId":"t","seats":[\#(seat)]}]}"#,
        #"{"storeForBusiness":[{"tenantId":"t","seats":[\#(seat)]}],"implicit":true}"#,
        #"{"storeForBusiness":[{"tenantId":"t","seats":[\#(seat)]}],"#
            + #""elements":{},"implicit":true,"faults":[]}"#,
        // Its name in another place is none.
        #"{"storeForBusiness":[{"seats":[\#(seat)],"tenantId":"t","name":"implicit"}],"#
            + #"/*,"implicit":false*/"implicit":true,}"#,
    ])
    func `may say so anywhere`(seed: String) throws {
        #expect(try inventory(seed) == "1 user, 1 seat")
    }

    @Test func `says so for all its organizations`() throws {
        #expect(
            try inventory(
                """
                {"storeForBusiness":[{"tenantId":"t","seats":[\(Self.seat)]},
                  {"tenantId":"u","seats":[\(Self.seat), \(Self.other)]}],"implicit":true}
                """) == "3 users, 3 seats")
    }

    @Test(arguments: [
        #""users":[{"userName":"A@B"}]"#,
        #""inventory":[{"productKey":{"productId":"P","skuId":"1"}}]"#,
        #""users":[{"userName":"a@b"},{"userName":"c@d"}],"inventory":[]"#,
    ])
    func `may declare some itself, before or behind the seats`(members: String) throws {
        for organization in [
            #""seats":[\#(Self.seat),\#(Self.other)],\#(members)"#,
            #"\#(members),"seats":[\#(Self.seat),\#(Self.other)]"#,
        ] {
            for seed in [
                #"{"implicit":true,"storeForBusiness":[{"tenantId":"t",\#(organization)}]}"#,
                #"{"storeForBusiness":[{\#(organization),"tenantId":"t"}],"implicit":true}"#,
            ] {
                #expect(try inventory(seed) == "2 users, 2 seats", "\(seed)")
            }
        }
    }

    @Test(arguments: [
        (#""implicit":false"#, "declare it, or set \"implicit\": true"),
        (#""elements":{"customers":[]}"#, "declare it, or set \"implicit\": true"),
        (#""implicit":1"#, "implicit must be a Boolean, not a number"),
        (#""implicit":tru"#, "expected a value, found 't'"),
    ])
    func `is not where it does not say so`(member: String, mistake: String) throws {
        let seed = #"{"storeForBusiness":[{"tenantId":"t","seats":[\#(Self.seat)]}],\#(member)}"#
        let error = try #require(throws: SeatfillerError.self) { try inventory(seed) }
        #expect(error.description.contains(mistake), "\(error)")
    }

    @Test func `has a seat once`() throws {
        let seed =
            #"{"storeForBusiness":[{"tenantId":"t","seats":[\#(Self.seat),\#(Self.seat)]}],"implicit":true}"#
        let error = try #require(throws: SeatfillerError.self) { try inventory(seed) }
        #expect(error.description == "seed:1:111: the seat of a@b on P/1 is declared twice")
    }
}

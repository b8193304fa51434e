import HTTP
import HTTPTypes
import TestWorlds
import Testing

@Suite struct `The contract of the wire` {
    /// What is wrong with an answer to *Get seats assigned to a user*.
    private func complaints(
        _ body: String, _ status: HTTPResponse.Status = .ok,
        to target: String = "/V1/Users/a@b/Seats"
    ) -> [String] {
        Contract.shared.complaints(
            about: Response(status, body: Array(body.utf8)), to: Request(.get, target))
    }

    private static let seat = """
        {"assignedTo":"a@b","dateAssigned":"2018-02-01T00:00:00.0000000+00:00","state":"active",\
        "productKey":{"productId":"P","skuId":"1"}}
        """

    @Test func `has nothing against what it says`() {
        #expect(complaints(#"{"seats":[]}"#) == [])
        #expect(complaints(#"{"seats":[\#(Self.seat)],"continuationToken":"x"}"#) == [])
    }

    @Test(arguments: [
        (#"{"seats":null}"#, "$ (SeatDetailsResultSet).seats is null, expected [SeatDetails]"),
        (
            #"{"continuationToken":"x","seats":[]}"#,
            #"has ["continuationToken", "seats"], expected"#
        ),
        (#"{"seats":[],"continuationToken":null}"#, ".continuationToken is null, expected string"),
        (#"{"seats":[],"more":1}"#, #"has ["seats", "more"], expected ["seats"]"#),
        (#"{"Seats":[]}"#, #"has ["Seats"], expected ["seats"]"#),
        (#"[]"#, "$ is [], expected SeatDetailsResultSet"),
        (#"{"seats":[]"#, "GET /V1/Users/a@b/Seats 200: Error Domain="),
        ("", "no content, expected SeatDetailsResultSet"),
        (
            #"{"seats":[\#(seat.replacing("0000000", with: "000"))]}"#,
            #".seats[0] (SeatDetails).dateAssigned is "2018-02-01T00:00:00.000+00:00", expected datetime"#
        ),
        (
            #"{"seats":[\#(seat.replacing("active", with: "Active"))]}"#,
            #".state is "Active", expected 'revoked'"#
        ),
    ])
    func `finds what is otherwise`(body: String, complaint: String) {
        let found = complaints(body)
        #expect(found.count == 1)
        #expect(found.first?.contains(complaint) == true, "\(found)")
    }

    @Test func `finds a status that the operation does not have`() {
        #expect(
            complaints("{}", .conflict) == [
                "GET /V1/Users/a@b/Seats 409: the contract has no such status"
            ])
    }

    @Test func `knows the paths that no operation has`() {
        #expect(complaints(#"{"Message":"x"}"#, .notFound, to: "/V1/x") == [])
        #expect(complaints(#"{"message":"x"}"#, .notFound, to: "/V1/x").count == 1)
    }
}

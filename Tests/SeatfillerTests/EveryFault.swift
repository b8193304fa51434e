import Seatfiller

/// Faults that have every member that a fault can have.
enum EveryFault {
    static let all = [
        Fault(
            .status(
                429, body: .json(#"{"a":1}"#), headers: ["X-A": "1", "X-B": "2"],
                retryAfter: .seconds(1)),
            on: .listSeatsOfUser, of: .store, method: "GET", path: "/V1/Users/*/Seats",
            user: "max@contoso.com", page: 2, call: 2, times: 3, probability: 0.5, seed: 7),
        Fault(.status(503, body: "down", retryAfter: .date("2018-05-01T12:00:00Z"))),
        Fault(
            .throttle(limit: 1, windowSeconds: 60), .delay(.milliseconds(200)),
            on: .retrieveTenantUserSeats, customerId: "6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11",
            type: 3),
        Fault(.uniformDelay(.zero ... .seconds(1))),
        Fault(.lognormalDelay(median: .milliseconds(100), sigma: 0.5)),
        Fault(.connection(.resetByPeer)),
        Fault(.truncateBody(.bytes(10))),
        Fault(.truncateBody(.fraction(1))),
        Fault(.dribble(chunks: 4, over: .seconds(1))),
        Fault(.paging(.tokenLong(kilobytes: 9)), on: .getInventory),
        Fault(
            .paging(.pageOverlaps(count: 3)),
            .before([
                Emulator.Request(
                    "POST", "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/bob@contoso.com",
                    headers: [("X-A", "1")], body: "{}")
            ]),
            .after([
                Emulator.Request("GET", "/V1/Inventory", headers: [("X-A", "1")], body: "{}")
            ])),
    ]
}

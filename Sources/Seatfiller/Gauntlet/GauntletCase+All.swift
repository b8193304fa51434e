import JSON

extension GauntletCase {
    /// The walk that all others are compared with.
    static let plain = GauntletCase("plain", wants: .all, .nothing)

    /// All cases of a list, in the order of the score card.
    static func all(of list: ListKind) -> [GauntletCase] {
        [plain] + (list.isOfSeats ? ofSeats : []) + GauntletFault.all(of: list).flatMap(\.cases)
            + [unavailable, tokenDies, tokenDiesTwice] + (list.isOfSeats ? changes : [])
    }

    /// What only seats of users can have.
    private static let ofSeats = [
        GauntletCase("last-page-full", wants: .all, .fullLastPage),
        GauntletCase("no-items", wants: .all, .noItems),
        GauntletCase("unknown-user", wants: .error, .unknownUser),
    ]

    private static let unavailable = GauntletCase(
        "status-503-for-ever", wants: .error,
        .fault(["status": 503], on: .number(2), times: nil))

    /// The access token of a client that signs in dies before the second page.
    private static let tokenDies = GauntletCase(
        "access-token-expired@2", wants: .allOrError, .tokenExpired(pages: 2...2))

    /// The token that it has got instead dies as well.
    private static let tokenDiesTwice = GauntletCase(
        "access-token-expired-twice", wants: .allOrError, .tokenExpired(pages: 2...3))

    /// Changes by others while the client walks.
    private static let changes =
        Change.allCases.map {
            GauntletCase($0.rawValue, wants: .all, .change($0, store: .keyset))
        } + [
            // An item moves to a page that has been read: no client can see it.
            GauntletCase(
                "offset-drift", wants: .ends, .change(.reclaimedBehind, store: .offset), .should),
            offset(.reclaimedAhead), offset(.assignedBehind), offset(.assignedAhead),
        ]

    private static func offset(_ change: Change) -> GauntletCase {
        GauntletCase(
            "offset-\(change.rawValue)", wants: .all, .change(change, store: .offset), .should)
    }
}

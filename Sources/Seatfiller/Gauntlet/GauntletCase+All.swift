import JSON

extension GauntletCase {
    /// The walk that all others are compared with.
    static let plain = GauntletCase("plain", wants: .all, .nothing)

    /// All cases of a list, in the order of the score card.
    static func all(of list: ListKind) -> [GauntletCase] {
        [plain] + (list.isOfSeats ? ofSeats : []) + GauntletFault.all(of: list).flatMap(\.cases)
            + [unavailable]
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
}

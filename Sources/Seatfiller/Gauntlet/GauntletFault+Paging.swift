import Emulation
import JSON

extension GauntletFault {
    /// The faults of paging that a list can have, from the catalogue.
    static func paging(of list: ListKind) -> [GauntletFault] {
        PagingFault.catalogue.filter { $0.isPossible(on: list.operation, in: .standard) }
            .map(GauntletFault.init)
    }

    private init(_ fault: PagingFault) {
        name = fault.name.rawValue
        effect = ["paging": .string(fault.name.rawValue)]
        // A client that begins anew then reads all.
        times = fault.name == .tokenExpired ? 1 : nil
        // More than a page has is as good as all of it.
        count = fault.parameter.map { ($0.name, 1...min(30, $0.range.upperBound)) }
        switch fault.pages {
        case .any: pages = .any
        case .notFirst: pages = .notFirst
        case .notLast: pages = .notLast
        case .last, .pastEnd: pages = .own
        }
        switch fault.name {
        case .tokenOneShot, .tokenAtEnd, .tokenNull, .tokenEmpty, .tokenNeedsEscaping, .tokenLong,
            .pageEmpty, .pageShort, .pageLong, .pageShuffled, .membersUnknown, .membersNull,
            .pastEndRepeats:
            wanted = .all
        case .tokenExpired, .tokenRepeats, .tokenRestarts: wanted = .allOrError
        // The reference promises that these do not happen.
        case .pageOverlaps: (wanted, severity) = (.all, .should)
        case .totalZero, .totalHigh, .totalLow, .totalMissing:
            (wanted, severity) = (.allOrError, .should)
        case .metadataMissing: wanted = .allOrError
        // No client can see it.
        case .pageSkips: (wanted, severity) = (.ends, .should)
        }
    }
}

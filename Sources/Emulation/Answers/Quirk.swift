/// A decision that a contract leaves open, as a switch.
///
/// A quirk is an enumeration of its settings. The first case is the standard setting.
@usableFromInline package protocol Quirk: RawRepresentable<String>, CaseIterable, Sendable {
    /// `api.decision`.
    static var name: String { get }
    /// One sentence about the decision.
    static var says: String { get }
}

extension Quirk {
    /// The setting unless somebody chooses another.
    @inlinable package static var standard: Self {
        guard let first = allCases.first else { preconditionFailure("\(name) has no setting") }
        return first
    }

    /// The words for its settings. The standard setting is the first.
    package static var settings: [String] { allCases.map(\.rawValue) }
}

/// A switch of a decision that a contract leaves open: an enumeration whose first case is the
/// standard setting.
@usableFromInline package protocol Quirk: RawRepresentable<String>, CaseIterable, Sendable {
    /// `api.decision`.
    static var name: String { get }
    /// One sentence that says what is decided.
    static var says: String { get }
}

extension Quirk {
    /// The setting where nobody chose another.
    @inlinable package static var standard: Self {
        guard let first = allCases.first else { preconditionFailure("\(name) has no setting") }
        return first
    }

    /// The words that it can be set to, the standard one first.
    package static var settings: [String] { allCases.map(\.rawValue) }
}

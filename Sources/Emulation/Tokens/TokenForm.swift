/// What a continuation token looks like, and how long it is good. Faults ask for other forms than
/// the plain one.
package enum TokenForm: Equatable, Sendable {
    case plain
    /// It looks like a plain one, and is refused.
    case expired
    /// It is good until it has been used.
    case once
    /// It has characters that a URL does not take as they are.
    case escaped
    /// It has this many kilobytes.
    case long(kilobytes: Int)
    /// It leads to the page behind an empty page.
    case afterEmpty

    /// Keeps the codes of the forms apart. A plain token's code has no mark.
    var mark: [UInt8] {
        switch self {
        case .plain: []
        case .expired: [0, 1]
        case .once: [0, 2]
        case .escaped: [0, 3]
        case .long: [0, 4]
        case .afterEmpty: [0, 5]
        }
    }
}

/// The content of a continuation token that is good, as far as the token itself says.
package struct OpenedToken: Sendable {
    package let content: [UInt8]
    let form: TokenForm
    /// What tells a token that is good once from all others.
    var number: [UInt8] = []
}

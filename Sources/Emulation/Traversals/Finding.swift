/// Something that a client did and should not have.
package struct Finding: Equatable, Sendable {
    package let code: Code
    /// The page at which it did so first; nil if nobody knows its number.
    package let page: Int64?
    /// A sentence for people.
    package let detail: String

    package enum Code: String, CaseIterable, Sendable {
        case abandoned, restarted
        case repeatedPage = "repeated-page"
        case parallel
        case foreignToken = "foreign-token"
        case handBuiltPage = "hand-built-page"
        case sizeChanged = "size-changed"
        case askedOn = "asked-on"
        case retriedEarly = "retried-early"
        case neverRetried = "never-retried"
        case retriedRefusal = "retried-refusal"
        case looped
        case tokenPerPage = "token-per-page"
    }
}

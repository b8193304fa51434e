/// How a statement about a real service is known.
package enum Evidence: String, CaseIterable, Sendable {
    /// Stated by the service's own reference.
    case documented
    /// Seen in software that talked to the live service, or in what it recorded.
    case observed
    /// Concluded from what is documented or observed.
    case inferred
    /// Our choice, because nothing public suggests an answer.
    case chosen
}

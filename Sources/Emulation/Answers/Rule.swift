/// A numbered statement of a contract: what it says, and how that is known.
package final class Rule: Sendable {
    /// `api.operation.point`, the same for ever.
    package let id: String
    /// One sentence.
    package let says: String
    package let evidence: Evidence
    /// Where it is known from.
    package let source: String
    /// The name of the quirk that switches it, where there is one.
    package let quirk: String?
    /// `id; evidence`, as the header `X-Seatfiller-Rule` prints it.
    package let header: String

    package init(
        _ id: String, _ says: String, _ evidence: Evidence, source: String,
        quirk: (any Quirk.Type)? = nil
    ) {
        self.id = id
        self.says = says
        self.evidence = evidence
        self.source = source
        self.quirk = quirk?.name
        header = "\(id); \(evidence.rawValue)"
    }
}

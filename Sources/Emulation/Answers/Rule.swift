/// A statement of a contract, and how it is known.
package final class Rule: Sendable {
    /// `api.operation.point`. It never changes.
    package let id: String
    /// One sentence.
    package let says: String
    package let evidence: Evidence
    /// Where the evidence is.
    package let source: String
    /// The name of the quirk that switches the rule, or nil.
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

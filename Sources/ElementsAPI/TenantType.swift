/// The kinds of tenant: 0 Microsoft 365, 1 Salesforce, 2 Google, 3 Dynamics 365.
struct TenantType {
    let number: Int64

    /// - Throws: a 400 naming `type`.
    init(_ text: String) throws(ElementsError) {
        guard let number = Int64(text), (0...3).contains(number) else {
            throw .invalidParameter(
                "type",
                details:
                    "type must be 0 (Microsoft 365), 1 (Salesforce), 2 (Google) or 3 "
                    + "(Dynamics 365), not '\(text.prefix(100))'.",
                ElementsRule.type)
        }
        self.number = number
    }
}

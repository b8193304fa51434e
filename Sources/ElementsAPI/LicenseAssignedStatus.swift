/// The number of a tenant that a client requests.
enum LicenseAssignedStatus: Int64 {
    case available = 0
    case assigned = 1

    /// Nil if the member is absent or null.
    ///
    /// - Throws: a 400 naming `licenseAssignedStatus`.
    init?(in content: RequestContent) throws(ElementsError) {
        guard let value = content["licenseAssignedStatus"] else { return nil }
        guard let number = content.integer(value), let status = Self(rawValue: number) else {
            throw content.refusal(
                "licenseAssignedStatus", of: value,
                "licenseAssignedStatus must be 0 (available user seats) or 1 (assigned user seats)")
        }
        self = status
    }
}

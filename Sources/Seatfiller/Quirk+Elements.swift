extension Quirk {
    /// The settings of `elements.expirationDate`.
    public enum ElementsExpirationDate: String, CaseIterable, Sendable {
        /// As the live service prints it.
        case monthFirst
        /// As the reference has it.
        case iso
    }

    /// The settings of `elements.readwriteImpliesRead`.
    public enum ElementsReadwriteImpliesRead: String, CaseIterable, Sendable {
        /// It does not.
        case no
        /// It does.
        case yes
    }

    /// The settings of `elements.authErrorBody`.
    public enum ElementsAuthErrorBody: String, CaseIterable, Sendable {
        /// No content.
        case empty
        /// The content of other errors.
        case json
    }

    /// The settings of `elements.pageSize`.
    public enum ElementsPageSize: String, CaseIterable, Sendable {
        /// A page of 100.
        case clamp
        /// A 400.
        case reject
    }

    /// The settings of `elements.licenseAssignedStatus`.
    public enum ElementsLicenseAssignedStatus: String, CaseIterable, Sendable {
        /// Printed as 0.
        case project
        /// Printed as it is.
        case ignore
        /// Printed as null.
        case null
        /// Left out with its tenant, if the chosen number is 0.
        case rows
    }

    /// The settings of `elements.requestBody`.
    public enum ElementsRequestBody: String, CaseIterable, Sendable {
        /// It is not needed.
        case optional
        /// A 400 without content, a 415 for what is not JSON.
        case required
    }

    /// The settings of `elements.numericStrings`.
    public enum ElementsNumericStrings: String, CaseIterable, Sendable {
        /// It is the number.
        case accept
        /// A 400.
        case reject
    }

    /// The settings of `elements.errorBody`.
    public enum ElementsErrorBody: String, CaseIterable, Sendable {
        /// `{traceId, error, statusCode}`
        case envelope
        /// A problem of ASP.NET Core.
        case problem
    }
}

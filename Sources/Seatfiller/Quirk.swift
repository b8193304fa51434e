/// A decision that a reference leaves open, and how it is taken: `.storeMaxResults(.clamp)`.
///
/// The first setting of each is the standard. `Quirk.allCases` has all settings of all quirks, for
/// a test that a client must pass under each.
public enum Quirk: Hashable, Sendable {
    /// Whether the data of an error is an object with the documented labels, or an array of the
    /// same values, the form of the Store family.
    case storeErrorData(StoreErrorData)
    /// Whether an error is flat, or repeats itself in innererror and names the invalid parameter in
    /// target, as the errors of sister services do.
    case storeErrorMembers(StoreErrorMembers)
    /// Whether a maxResults above 100 is a 400 or gives a page of 100.
    case storeMaxResults(StoreMaxResults)
    /// Whether an object id, bare or in braces, can stand for a user name everywhere. DELETE, which
    /// reclaims a seat, always accepts one.
    case storeObjectId(StoreObjectId)
    /// Whether a tool that the organization has not activated gets a 401 or a 403.
    case storeNotActivated(StoreNotActivated)
    /// Whether a product without texts has its id for a name, or its texts are a 404.
    case storeMissingTexts(StoreMissingTexts)
    /// Whether content of any media type is read as JSON, or content that is not declared as JSON
    /// is a 415.
    case storeRequestBody(StoreRequestBody)
    /// Whether a continuation token holds the last item of its page, so that changes neither repeat
    /// nor hide items, or a number of items, so that changes before it shift the rest.
    case storePaging(StorePaging)
    /// Whether expirationDate is MM-dd-yyyyThh:mm:ssZ as the live service prints it, or ISO 8601 as
    /// the reference says.
    case elementsExpirationDate(ElementsExpirationDate)
    /// Whether a permission to write includes the permission to read.
    case elementsReadwriteImpliesRead(ElementsReadwriteImpliesRead)
    /// Whether a 401 and a 403 have no content, or the content of other errors.
    case elementsAuthErrorBody(ElementsAuthErrorBody)
    /// Whether a pageSize above 100 gives a page of 100 or is a 400.
    case elementsPageSize(ElementsPageSize)
    /// What licenseAssignedStatus does to the number that it does not choose: print it as 0,
    /// unchanged or as null; or leave out the tenants whose chosen number is 0.
    case elementsLicenseAssignedStatus(ElementsLicenseAssignedStatus)
    /// Whether absent content is a 400, and content that is not JSON a 415.
    case elementsRequestBody(ElementsRequestBody)
    /// Whether a number in a request may be written as a string.
    case elementsNumericStrings(ElementsNumericStrings)
    /// Whether an error is AvePoint's {traceId, error, statusCode}, or ASP.NET Core's problem.
    case elementsErrorBody(ElementsErrorBody)
}

extension Quirk: CaseIterable {
    /// Every setting of every quirk.
    public static var allCases: [Quirk] {
        StoreErrorData.allCases.map(Quirk.storeErrorData)
            + StoreErrorMembers.allCases.map(Quirk.storeErrorMembers)
            + StoreMaxResults.allCases.map(Quirk.storeMaxResults)
            + StoreObjectId.allCases.map(Quirk.storeObjectId)
            + StoreNotActivated.allCases.map(Quirk.storeNotActivated)
            + StoreMissingTexts.allCases.map(Quirk.storeMissingTexts)
            + StoreRequestBody.allCases.map(Quirk.storeRequestBody)
            + StorePaging.allCases.map(Quirk.storePaging)
            + ElementsExpirationDate.allCases.map(Quirk.elementsExpirationDate)
            + ElementsReadwriteImpliesRead.allCases.map(Quirk.elementsReadwriteImpliesRead)
            + ElementsAuthErrorBody.allCases.map(Quirk.elementsAuthErrorBody)
            + ElementsPageSize.allCases.map(Quirk.elementsPageSize)
            + ElementsLicenseAssignedStatus.allCases.map(Quirk.elementsLicenseAssignedStatus)
            + ElementsRequestBody.allCases.map(Quirk.elementsRequestBody)
            + ElementsNumericStrings.allCases.map(Quirk.elementsNumericStrings)
            + ElementsErrorBody.allCases.map(Quirk.elementsErrorBody)
    }

    /// `store.maxResults`
    public var name: String { written.name }

    /// `clamp`
    public var setting: String { written.setting }

    private var written: (name: String, setting: String) {
        switch self {
        case .storeErrorData(let setting): ("store.errorData", setting.rawValue)
        case .storeErrorMembers(let setting): ("store.errorMembers", setting.rawValue)
        case .storeMaxResults(let setting): ("store.maxResults", setting.rawValue)
        case .storeObjectId(let setting): ("store.objectId", setting.rawValue)
        case .storeNotActivated(let setting): ("store.notActivated", setting.rawValue)
        case .storeMissingTexts(let setting): ("store.missingTexts", setting.rawValue)
        case .storeRequestBody(let setting): ("store.requestBody", setting.rawValue)
        case .storePaging(let setting): ("store.paging", setting.rawValue)
        case .elementsExpirationDate(let setting): ("elements.expirationDate", setting.rawValue)
        case .elementsReadwriteImpliesRead(let setting):
            ("elements.readwriteImpliesRead", setting.rawValue)
        case .elementsAuthErrorBody(let setting): ("elements.authErrorBody", setting.rawValue)
        case .elementsPageSize(let setting): ("elements.pageSize", setting.rawValue)
        case .elementsLicenseAssignedStatus(let setting):
            ("elements.licenseAssignedStatus", setting.rawValue)
        case .elementsRequestBody(let setting): ("elements.requestBody", setting.rawValue)
        case .elementsNumericStrings(let setting): ("elements.numericStrings", setting.rawValue)
        case .elementsErrorBody(let setting): ("elements.errorBody", setting.rawValue)
        }
    }
}

extension Quirk: CustomStringConvertible {
    /// As the command line has it: `store.maxResults=clamp`.
    public var description: String { "\(name)=\(setting)" }
}

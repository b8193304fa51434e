import Emulation

/// The form of `expirationDate` in *Retrieve services*.
package enum ExpirationDateForm: String, Quirk {
    case monthFirst, iso

    package static let name = "elements.expirationDate"
    package static let says = """
        Whether expirationDate is MM-dd-yyyyThh:mm:ssZ as the live service prints it, or ISO 8601 \
        as the reference says.
        """
}

/// Whether a permission to write includes the permission to read.
package enum ReadWriteImpliesRead: String, Quirk {
    case no, yes

    package static let name = "elements.readwriteImpliesRead"
    package static let says = "Whether a permission to write includes the permission to read."
}

/// The content of a 401 and a 403.
package enum AuthErrorBody: String, Quirk {
    case empty, json

    package static let name = "elements.authErrorBody"
    package static let says =
        "Whether a 401 and a 403 have no content, or the content of other errors."
}

/// What a `pageSize` above 100 does.
package enum PageSizeLimit: String, Quirk {
    case clamp, reject

    package static let name = "elements.pageSize"
    package static let says = "Whether a pageSize above 100 gives a page of 100 or is a 400."
}

/// What `licenseAssignedStatus` does to the answer of *Retrieve Customer Tenant User Seats*.
package enum LicenseAssignedStatusEffect: String, Quirk {
    case project, ignore, null, rows

    package static let name = "elements.licenseAssignedStatus"
    package static let says = """
        What licenseAssignedStatus does to the number that it does not choose: print it as 0, \
        unchanged or as null; or leave out the tenants whose chosen number is 0.
        """
}

/// Whether a request needs content.
package enum RequestBody: String, Quirk {
    case optional, required

    package static let name = "elements.requestBody"
    package static let says = "Whether absent content is a 400, and content that is not JSON a 415."
}

/// Whether `"0"` can stand for `0`.
package enum NumericStrings: String, Quirk {
    case accept, reject

    package static let name = "elements.numericStrings"
    package static let says = "Whether a number in a request may be written as a string."
}

/// The form of errors.
package enum ErrorBody: String, Quirk {
    case envelope, problem

    package static let name = "elements.errorBody"
    package static let says = """
        Whether an error is AvePoint's {traceId, error, statusCode}, or ASP.NET Core's problem.
        """
}

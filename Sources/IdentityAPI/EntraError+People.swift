import Emulation
import HTTPTypes

// The errors of a sign-in of a person, and of the requests before it.
extension EntraError {
    /// The row of one of these errors.
    var rowOfPeople: Row {
        switch self {
        case .unknownInstance:
            (
                .badRequest, "invalid_instance", 50_049, "Unknown or invalid instance.",
                EntraRule.instance
            )
        case .confidentialClient:
            (
                .unauthorized, "invalid_client", 7_000_218,
                "The request body must contain the following parameter: 'client_assertion' or "
                    + "'client_secret'.", EntraRule.client
            )
        case .noPasswords:
            (
                .badRequest, "invalid_request", 9_001_023,
                "The grant type is not supported over the /common or /consumers endpoints. Please "
                    + "use the /organizations or tenant-specific endpoint.", EntraRule.tenant
            )
        case .unknownUser(let directory):
            (
                .badRequest, "invalid_grant", 50_034,
                "The user account {EmailHidden} does not exist in the \(directory.prefix(100)) "
                    + "directory. To sign into this application, the account must be added to the "
                    + "directory.", EntraRule.password
            )
        case .noPassword:
            (
                .badRequest, "invalid_grant", 50_056,
                "Invalid or missing password: password does not exist in the directory for this "
                    + "user.", EntraRule.password
            )
        case .wrongPassword:
            (
                .badRequest, "invalid_grant", 50_126,
                "Error validating credentials due to invalid username or password.",
                EntraRule.password
            )
        case .severalResources(let scope):
            (
                .badRequest, "invalid_scope", 70_011,
                "The provided request must include a 'scope' input parameter. The provided value "
                    + "for the input parameter 'scope' is not valid. The scope "
                    + "\(scope.prefix(200)) is not valid.", EntraRule.resource
            )
        default: preconditionFailure("\(self) has a row of its own")
        }
    }
}

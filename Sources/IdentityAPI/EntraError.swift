import Emulation
import HTTP
import HTTPTypes
import JSON

/// The errors of Entra in its own words, each with the number that people search for.
enum EntraError: Error {
    case missingParameter(String)
    case unsupportedGrant(String)
    case malformedTenant(String)
    case unknownTenant(String)
    /// `common` and similar names, which stand for no particular tenant.
    case anyTenant
    /// An unknown tenant in a request for its discovery document.
    case undiscoverableTenant(String)
    case unknownApplication(String, tenant: String)
    case missingSecret
    case wrongSecret(String)
    case unknownCertificate(String)
    case unknownResource(String, tenant: String)
    case missingScope
    case noDefaultScope(String)
    /// An authority that is not the service's.
    case unknownInstance
    /// A person's client that has a secret but did not send it.
    case confidentialClient
    /// Passwords at an endpoint of version 2 that takes none.
    case noPasswords
    case unknownUser(directory: String)
    case noPassword
    case wrongPassword
    /// Scopes of several resources, of a person's client.
    case severalResources(String)
    /// A form with a `Content-Encoding`.
    case contentEncoding
    /// A fault ordered the error, or the store failed.
    case failure(HTTPResponse.Status)

    /// The error for an unreadable form, in which no parameter is found.
    init(_ error: ContentError) {
        switch error {
        case .coded: self = .contentEncoding
        case .malformed: self = .missingParameter("grant_type")
        }
    }

    typealias Row = (HTTPResponse.Status, String, Int64, String, Rule)

    /// The status, `error`, the number behind `AADSTS`, and the text; the rule last.
    private var row: Row {
        switch self {
        case .missingParameter(let name):
            (
                .badRequest, "invalid_request", 900_144,
                "The request body must contain the following parameter: '\(name)'.",
                EntraRule.request
            )
        case .unsupportedGrant(let grant):
            (
                .badRequest, "unsupported_grant_type", 70_003,
                "The app requested an unsupported grant type '\(grant.prefix(100))'.",
                EntraRule.request
            )
        case .malformedTenant(let tenant):
            (
                .badRequest, "invalid_request", 900_023,
                "Specified tenant identifier '\(tenant.prefix(100))' is neither a valid DNS name, "
                    + "nor a valid external domain.", EntraRule.tenant
            )
        case .unknownTenant(let tenant):
            (
                .badRequest, "invalid_request", 90_002, Self.notFound(tenant), EntraRule.tenant
            )
        case .anyTenant:
            (
                .badRequest, "invalid_request", 50_059,
                "No tenant-identifying information found in either the request or implied by any "
                    + "provided credentials.", EntraRule.tenant
            )
        case .undiscoverableTenant(let tenant):
            (.badRequest, "invalid_tenant", 90_002, Self.notFound(tenant), EntraRule.tenant)
        case .unknownApplication(let id, let tenant):
            (
                .badRequest, "unauthorized_client", 700_016,
                "Application with identifier '\(id.prefix(100))' was not found in the directory "
                    + "'\(tenant)'. \(Self.consent) You may have sent your authentication request "
                    + "to the wrong tenant.", EntraRule.client
            )
        case .missingSecret:
            (
                .unauthorized, "invalid_client", 7_000_216,
                "'client_assertion', 'client_secret' or 'request' is required for the "
                    + "'client_credentials' grant type.", EntraRule.client
            )
        case .wrongSecret(let id):
            (
                .unauthorized, "invalid_client", 7_000_215,
                "Invalid client secret provided. Ensure the secret being sent in the request is "
                    + "the client secret value, not the client secret ID, for a secret added to "
                    + "app '\(id)'.", EntraRule.client
            )
        case .unknownCertificate(let id):
            (
                .unauthorized, "invalid_client", 700_027,
                "The certificate with identifier used to sign the client assertion is not "
                    + "registered on application. [Reason - The key was not found., Please visit "
                    + "the Azure Portal, Graph Explorer or directly use MS Graph to see configured "
                    + "keys for app Id '\(id)'.]", EntraRule.client
            )
        case .unknownResource(let resource, let tenant):
            (
                .badRequest, "invalid_resource", 500_011,
                "The resource principal named \(resource.prefix(100)) was not found in the tenant "
                    + "named \(tenant). \(Self.consent) You might have sent your authentication "
                    + "request to the wrong tenant.", EntraRule.resource
            )
        case .missingScope:
            (
                .badRequest, "invalid_request", 90_014,
                "The required field 'scope' is missing from the credential. Ensure that you have "
                    + "all the necessary parameters for the login request.", EntraRule.resource
            )
        case .noDefaultScope(let scope):
            (
                .badRequest, "invalid_scope", 1_002_012,
                "The provided value for scope \(scope.prefix(200)) is not valid. Client credential "
                    + "flows must have a scope value with /.default suffixed to the resource "
                    + "identifier (application ID URI).", EntraRule.resource
            )
        case .unknownInstance, .confidentialClient, .noPasswords, .unknownUser, .noPassword,
            .wrongPassword, .severalResources:
            rowOfPeople
        case .contentEncoding:
            (
                .unsupportedMediaType, "invalid_request", 9_002_313,
                Self.malformed, EntraRule.contentEncoding
            )
        case .failure(let status):
            (
                status, status.tokenError, Self.failure(status).number, Self.failure(status).text,
                EntraRule.failure
            )
        }
    }

    private static let malformed = "Invalid request. Request is malformed or invalid."

    /// The number from the service's documentation that fits a status best.
    private static func failure(_ status: HTTPResponse.Status) -> (number: Int64, text: String) {
        switch status.code {
        case 401: (70_002, "Error validating credentials.")
        case 403: (7_000_112, "Application is disabled.")
        case 408, 504: (90_012, "The request has timed out.")
        case 429: (90_055, "There are too many incoming requests.")
        case 503: (90_033, "A transient error has occurred. Please try again.")
        case 400..<500: (9_002_313, malformed)
        default: (50_000, "There was an error issuing a token.")
        }
    }

    private static func notFound(_ tenant: String) -> String {
        "Tenant '\(tenant.prefix(100))' not found. Check to make sure you have the correct tenant "
            + "ID and are signing into the correct cloud. Check with your subscription "
            + "administrator, this may happen if there are no active subscriptions for the tenant."
    }

    private static let consent =
        "This can happen if the application has not been installed by the administrator of the "
        + "tenant or consented to by any user in the tenant."

    /// These errors were never observed with an `error_uri`.
    private static let withoutURI: [Int64] = [70_003, 1_002_012]

    func answer(to request: Request, in world: World) -> Answer {
        let (status, error, code, text, rule) = row
        let traceID = world.identifiers.guid()
        // The answer repeats the client's name for the request.
        let asked = request.headerFields[.clientRequestID]
        let correlationID = asked.flatMap { $0.isGUID ? $0.lowercased() : nil }
        let correlation = correlationID ?? world.identifiers.guid()
        let now = world.clock.now.spacedText
        let uri = "\(request.origin)/error?code=\(code)"
        var members: [JSON.Member] = [
            JSON.Member(name: "error", value: .string(error)),
            JSON.Member(
                name: "error_description",
                value: .string(
                    "AADSTS\(code): \(text) Trace ID: \(traceID) Correlation ID: \(correlation) "
                        + "Timestamp: \(now)")),
            JSON.Member(name: "error_codes", value: [.integer(code)]),
            JSON.Member(name: "timestamp", value: .string(now)),
            JSON.Member(name: "trace_id", value: .string(traceID)),
            JSON.Member(name: "correlation_id", value: .string(correlation)),
        ]
        if !Self.withoutURI.contains(code) {
            members.append(JSON.Member(name: "error_uri", value: .string(uri)))
        }
        return Answer(Entra.uncached(Response(status, json: .object(members))), by: rule)
    }
}

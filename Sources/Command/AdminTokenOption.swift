import ArgumentParser

/// The token for the control plane of a running server.
struct AdminTokenOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Bearer token that the server's /__admin requires. (default: SEATFILLER_ADMIN_TOKEN)",
            valueName: "token"))
    var adminToken: Secret?

    func validate() throws {
        if let adminToken, adminToken.text.isEmpty {
            throw ValidationError("--admin-token is empty")
        }
    }
}

import ArgumentParser

/// What opens the control plane of a server that runs.
struct AdminTokenOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Bearer token that the server's /__admin asks for. (default: SEATFILLER_ADMIN_TOKEN)",
            valueName: "token"))
    var adminToken: Secret?

    func validate() throws {
        if let adminToken, adminToken.text.isEmpty {
            throw ValidationError("--admin-token is empty")
        }
    }
}

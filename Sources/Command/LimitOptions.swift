internal import ArgumentParser
internal import HTTP
internal import Seatfiller

/// What a client may ask of the server before it is refused.
internal struct LimitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Request line and header fields; more is a 431. (default: 65536)", valueName: "bytes"))
    var maxHeaderBytes: String?

    @Option(
        help: ArgumentHelp("Content; more is a 413. (default: 8388608)", valueName: "bytes"))
    var maxBodyBytes: String?

    @Option(
        help: ArgumentHelp("Open connections; more get a 503. (default: 10000)", valueName: "n"))
    var maxConnections: String?

    @Option(
        help: ArgumentHelp("Until an unused connection closes. (default: 60)", valueName: "seconds")
    )
    var idleTimeout: String?

    @Option(
        help: ArgumentHelp(
            "For a request's header fields; longer is a 408. (default: 10)", valueName: "seconds"))
    var headerTimeout: String?

    @Option(
        help: ArgumentHelp(
            "For a request's content; longer is a 408. (default: 30)", valueName: "seconds"))
    var bodyTimeout: String?

    func apply(to settings: inout Settings, _ environment: Environment) throws {
        let limits = settings.limits
        let most = 1 << 30
        settings.limits.headerBytes = try environment.integer(
            maxHeaderBytes, "max-header-bytes", or: limits.headerBytes, in: 256...most)
        settings.limits.bodyBytes = try environment.integer(
            maxBodyBytes, "max-body-bytes", or: limits.bodyBytes, in: 0...most)
        settings.limits.connections = try environment.integer(
            maxConnections, "max-connections", or: limits.connections, in: 1...1_000_000)
        settings.limits.idle = try environment.seconds(idleTimeout, "idle-timeout", or: limits.idle)
        settings.limits.header = try environment.seconds(
            headerTimeout, "header-timeout", or: limits.header)
        settings.limits.body = try environment.seconds(bodyTimeout, "body-timeout", or: limits.body)
    }
}

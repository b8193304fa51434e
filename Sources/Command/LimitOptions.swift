import ArgumentParser
import HTTP

/// What a client may ask of the server before it is refused.
struct LimitOptions: ParsableArguments {
    private static let most = 1 << 30

    @Option(
        help: ArgumentHelp(
            "Request line and header fields; more is a 431. (default: 65536)", valueName: "bytes"),
        transform: OptionValue.integer(in: 256...most))
    var maxHeaderBytes: Int?

    @Option(
        help: ArgumentHelp("Content; more is a 413. (default: 8388608)", valueName: "bytes"),
        transform: OptionValue.integer(in: 0...most))
    var maxBodyBytes: Int?

    @Option(
        help: ArgumentHelp("Open connections; more get a 503. (default: 10000)", valueName: "n"),
        transform: OptionValue.integer(in: 1...1_000_000))
    var maxConnections: Int?

    @Option(
        help: ArgumentHelp(
            "Until an unused connection closes. (default: 60)", valueName: "seconds"),
        transform: OptionValue.seconds)
    var idleTimeout: Duration?

    @Option(
        help: ArgumentHelp(
            "For a request's header fields; longer is a 408. (default: 10)", valueName: "seconds"),
        transform: OptionValue.seconds)
    var headerTimeout: Duration?

    @Option(
        help: ArgumentHelp(
            "For a request's content; longer is a 408. (default: 30)", valueName: "seconds"),
        transform: OptionValue.seconds)
    var bodyTimeout: Duration?
}

extension Limits {
    /// Takes over what is given of them.
    mutating func apply(_ given: Given<LimitOptions>) {
        headerBytes = given.maxHeaderBytes ?? headerBytes
        bodyBytes = given.maxBodyBytes ?? bodyBytes
        connections = given.maxConnections ?? connections
        idle = given.idleTimeout ?? idle
        header = given.headerTimeout ?? header
        body = given.bodyTimeout ?? body
    }
}

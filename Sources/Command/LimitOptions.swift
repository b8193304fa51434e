internal import HTTP

/// What a client may ask of the server before it is refused.
extension Option {
    static let limits = [
        Option(
            "max-header-bytes", takes: "bytes",
            "Request line and header fields; more is a 431. (default: 65536)", in: "Limits"),
        Option(
            "max-body-bytes", takes: "bytes", "Content; more is a 413. (default: 8388608)",
            in: "Limits"),
        Option(
            "max-connections", takes: "n", "Open connections; more get a 503. (default: 10000)",
            in: "Limits"),
        Option(
            "idle-timeout", takes: "seconds",
            "Until an unused connection closes. (default: 60)", in: "Limits"),
        Option(
            "header-timeout", takes: "seconds",
            "For a request's header fields; longer is a 408. (default: 10)", in: "Limits"),
        Option(
            "body-timeout", takes: "seconds",
            "For a request's content; longer is a 408. (default: 30)", in: "Limits"),
    ]
}

extension Limits {
    /// Takes over what is given of them.
    mutating func apply(_ arguments: Arguments) throws(CommandError) {
        let most = 1 << 30
        headerBytes = try arguments.integer("max-header-bytes", in: 256...most) ?? headerBytes
        bodyBytes = try arguments.integer("max-body-bytes", in: 0...most) ?? bodyBytes
        connections = try arguments.integer("max-connections", in: 1...1_000_000) ?? connections
        idle = try arguments.seconds("idle-timeout") ?? idle
        header = try arguments.seconds("header-timeout") ?? header
        body = try arguments.seconds("body-timeout") ?? body
    }
}

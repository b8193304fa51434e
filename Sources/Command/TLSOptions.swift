import ArgumentParser
import HTTP
import Seatfiller

/// How TLS is spoken.
struct TLSOptions: ParsableArguments {
    enum Choice: String, CaseIterable, ExpressibleByArgument {
        case on, off
    }

    @Option(help: "off refuses TLS and CONNECT. (default: on)")
    var tls: Choice?

    @Option(
        help: ArgumentHelp(
            "Keep the certificate authority in this folder. (default: a new one, in memory)",
            valueName: "dir"),
        completion: .directory, transform: OptionValue.text)
    var ca: String?

    @Option(
        help: ArgumentHelp(
            "A name besides localhost and the emulated hosts as which TLS is spoken; repeatable.",
            valueName: "name"),
        transform: OptionValue.host)
    var tlsName: [Host] = []
}

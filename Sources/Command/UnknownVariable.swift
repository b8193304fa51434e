internal import Emulation
internal import Seatfiller

/// A variable that looks like an option's and is none: most likely a slip, which would otherwise be
/// passed over in silence.
internal struct UnknownVariable: CustomStringConvertible {
    private let name: String
    private let options: [Option]

    /// Those of the environment, in the order of their names.
    static func all(beside options: [Option]) -> [UnknownVariable] {
        let known = Set(options.map(\.variable))
        return Settings.variables(beginning: Option.variablePrefix).sorted()
            .filter { !known.contains($0) && !isMeantForOthers($0) }
            .map { UnknownVariable(name: $0, options: options) }
    }

    /// `SEATFILLER_PROT is no option's variable; did you mean SEATFILLER_PORT?`
    var description: String {
        let word = name.dropFirst(Option.variablePrefix.count).lowercased()
        let nearest = Spelling.nearest(
            to: word.replacing("_", with: "-"), among: options.map(\.name))
        let meant = options.first { $0.name == nearest }?.variable
        return "\(name.printable()) is no option's variable"
            + (meant.map { "; did you mean \($0)?" } ?? "")
    }

    /// Clients and recipes are told where the server is, and are often run beside it; Kubernetes
    /// adds variables for a service of our name.
    private static func isMeantForOthers(_ name: String) -> Bool {
        let rest = name.dropFirst(Option.variablePrefix.count)
        let forClients = ["URL", "CA", "IMAGE", "USER", "CUSTOMER", "TOKEN_URL"]
        return forClients.contains(String(rest)) || rest.hasPrefix("SERVICE_")
            || rest.hasPrefix("PORT_")
    }
}

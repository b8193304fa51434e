import Emulation
import System

/// A variable that looks like an option's but is not: most likely a misspelling, which would
/// otherwise go unnoticed.
struct UnknownVariable: CustomStringConvertible {
    private let name: String
    private let known: [OptionVariable]

    /// The unknown variables of the environment, in the order of their names.
    static func all(beside known: [OptionVariable]) -> [UnknownVariable] {
        let names = Set(known.map(\.name))
        return Variables.names(beginning: OptionVariable.prefix).sorted()
            .filter { !names.contains($0) && !isMeantForOthers($0) }
            .map { UnknownVariable(name: $0, known: known) }
    }

    /// `SEATFILLER_PROT is not the variable of any option; did you mean SEATFILLER_PORT?`
    var description: String {
        let word = name.dropFirst(OptionVariable.prefix.count).lowercased()
        let nearest = Spelling.nearest(
            to: word.replacing("_", with: "-"), among: known.map(\.option))
        let meant = known.first { $0.option == nearest }?.name
        return "\(name.printable()) is not the variable of any option"
            + (meant.map { "; did you mean \($0)?" } ?? "")
    }

    /// Clients and recipes often run beside the server and have variables of their own. Kubernetes
    /// adds variables for a service with our name.
    private static func isMeantForOthers(_ name: String) -> Bool {
        let rest = name.dropFirst(OptionVariable.prefix.count)
        let forClients = ["URL", "CA", "IMAGE", "USER", "CUSTOMER", "TOKEN_URL"]
        return forClients.contains(String(rest)) || rest.hasPrefix("SERVICE_")
            || rest.hasPrefix("PORT_")
    }
}

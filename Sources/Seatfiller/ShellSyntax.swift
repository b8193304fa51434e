/// The syntax in which environment variables are printed, for a shell or for another reader.
package enum ShellSyntax: String, CaseIterable, Sendable {
    /// POSIX shells: sh, bash, zsh.
    case sh
    case fish
    case powershell
    /// A `.env` file, as python-dotenv and similar libraries read it.
    case dotenv
    /// The file that `$GITHUB_ENV` names.
    case github

    /// The lines that set variables.
    package func lines(_ variables: [EnvironmentVariable]) -> String {
        variables.filter { !isRefused($0) }.map { line($0) + "\n" }.joined()
    }

    /// GitHub's runner fails a step that sets `NODE_OPTIONS` for later steps.
    private func isRefused(_ variable: EnvironmentVariable) -> Bool {
        self == .github && variable.name == "NODE_OPTIONS"
    }

    private func line(_ variable: EnvironmentVariable) -> String {
        let (name, value) = (variable.name, variable.value)
        switch self {
        case .sh: return "export \(name)='\(value.replacing("'", with: #"'\''"#))'"
        case .fish: return "set -gx \(name) '\(Self.backslashed(value))'"
        case .powershell:
            // PowerShell takes typographic quotes for quotes too. Doubling a quote escapes it.
            let quoted = value.map { "'‘’‚‛".contains($0) ? "\($0)\($0)" : "\($0)" }.joined()
            return "$env:\(name) = '\(quoted)'"
        case .dotenv:
            // Docker takes quotes for a part of the value, so quote only if it is necessary.
            let isPlain = value.utf8.allSatisfy(Self.isPlain)
            return "\(name)=" + (isPlain ? value : "'\(Self.backslashed(value))'")
        case .github: return Self.fileCommand(name, value)
        }
    }

    private static func backslashed(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "_-./:,@=+[]".utf8.contains(byte)
        }
    }

    /// A value of several lines needs a delimiter that does not occur in it.
    private static func fileCommand(_ name: String, _ value: String) -> String {
        guard value.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else {
            return "\(name)=\(value)"
        }
        var number = 0
        while value.contains("SEATFILLER_END_\(number)") { number += 1 }
        let end = "SEATFILLER_END_\(number)"
        return "\(name)<<\(end)\n\(value)\n\(end)"
    }
}

import HTTP

/// A command that has options for secrets which mean something else to other commands:
/// `redis-cli -a …`, but `grep -a …`.
struct SecretCommand {
    /// What the command is called; with a star, how its name and its kin's begin.
    private let names: [String]
    /// The options behind which a secret stands, or in which, without a blank: `-p…`.
    private let secrets: [String]
    /// The options behind which a user and perhaps a password stand, `-u user:…`.
    private let users: [String]
    /// Whether several options may be written as one, the last of them with a value: `-su …`.
    private var isBundling = false
    /// Whether a secret may follow its option without a blank.
    private var isJoining = false

    // MARK: Commands

    /// As the commands' own manuals have them.
    private static let all = [
        Self(names: ["curl"], secrets: [], users: ["-u", "-U"], isBundling: true),
        Self(names: ["redis-cli", "valkey-cli", "keydb-cli"], secrets: ["-a"]),
        Self(
            names: ["ldappasswd"], secrets: ["-w", "-s", "-a"], isBundling: true, isJoining: true),
        Self(names: ["ldap*"], secrets: ["-w"], isBundling: true, isJoining: true),
        Self(names: ["mysql*", "mariadb*", "sshpass"], secrets: ["-p"], isJoining: true),
        Self(names: ["7z*", "rar", "unrar"], secrets: ["-p", "-hp"], isJoining: true),
        Self(names: ["sqlcmd", "osql", "bcp", "tsql"], secrets: ["-P"], isJoining: true),
        Self(names: ["zip", "unzip", "mosquitto_*"], secrets: ["-P"], isJoining: true),
        Self(names: ["snmp*"], secrets: ["-A", "-X", "-c"], isJoining: true),
        Self(names: ["openssl"], secrets: ["-k", "-K"]),
        Self(names: ["nuget", "dotnet"], secrets: ["-k"]),
        Self(names: ["security"], secrets: ["-w"]),
        Self(names: ["smbclient", "rpcclient", "smbget", "winexe"], secrets: ["-U"]),
        Self(names: ["lftp"], secrets: ["-u"]),
        Self(names: ["http", "https", "xh", "xhs", "hey"], secrets: ["-a"]),
        Self(names: ["ab"], secrets: ["-A", "-P"]),
        Self(
            names: ["keytool", "jarsigner"],
            secrets: ["-storepass", "-keypass", "-srcstorepass", "-deststorepass", "-new"]),
    ]

    private init(
        names: [String], secrets: [String], users: [String] = [], isBundling: Bool = false,
        isJoining: Bool = false
    ) {
        self.names = names
        self.secrets = secrets
        self.users = users
        self.isBundling = isBundling
        self.isJoining = isJoining
    }

    /// The command of a name, also of Windows; nil where that is none of these.
    init?(named word: ArraySlice<UInt8>) {
        guard word.count <= Self.longestName else { return nil }
        // A backslash stands before the name in a path, or is the escape of a line break.
        let name = (word.split(separator: UInt8(ascii: "\\")).last ?? []).map(\.lowercased)
        let plain = name.suffix(4).elementsEqual(".exe".utf8) ? name.dropLast(4) : name[...]
        guard
            let command = Self.all.first(where: {
                $0.isCalled(plain)
                    || word.first == UInt8(ascii: "\\") && $0.isCalled(plain.dropFirst())
            })
        else { return nil }
        self = command
    }

    private static let longestName = 200

    private func isCalled(_ name: ArraySlice<UInt8>) -> Bool {
        names.contains { known in
            known.utf8.last == UInt8(ascii: "*")
                ? name.starts(with: known.utf8.dropLast()) : name.elementsEqual(known.utf8)
        }
    }

    // MARK: Options

    /// Whether a secret stands behind an option.
    func isSecret(behind option: ArraySlice<UInt8>) -> Bool {
        stands(option, among: secrets)
    }

    /// Whether an option has a secret in it.
    func isSecret(in option: ArraySlice<UInt8>) -> Bool {
        isJoining
            && secrets.contains { option.count > $0.utf8.count && option.starts(with: $0.utf8) }
    }

    /// Whether a user, and perhaps a password, stands behind an option.
    func isUser(behind option: ArraySlice<UInt8>) -> Bool {
        stands(option, among: users)
    }

    /// Whether a word is one of several options, or other options of a letter each before it.
    private func stands(_ word: ArraySlice<UInt8>, among options: [String]) -> Bool {
        let isBundle = isBundling && word.dropFirst().allSatisfy(\.isLetterOrDigit)
        return options.contains {
            word.elementsEqual($0.utf8) || isBundle && word.last == $0.utf8.last
        }
    }

    /// Whether one command ends between two words, and another may begin.
    static func ends(between last: Range<Int>, _ word: Range<Int>, of text: [UInt8]) -> Bool {
        var gap = text[last.upperBound..<word.lowerBound]
        // An entity of XML has a semicolon of its own, the end of a line may be escaped.
        if last.lowerBound > 0, text[last.lowerBound - 1] == UInt8(ascii: "&") {
            gap = gap.dropFirst()
        }
        if gap.contains(where: { ";|".utf8.contains($0) }) { return true }
        let sign = gap.drop { SecretText.isBlank($0) || $0 == UInt8(ascii: "+") }
        // `a && b`, but not the quote of `&quot;b`.
        if sign.count > 1, sign.first == UInt8(ascii: "&") { return true }
        guard gap.contains(where: SecretText.isLineBreak),
            text[..<last.upperBound].last != UInt8(ascii: "\\")
        else { return false }
        let isWord =
            text[word.lowerBound].isLetterOrDigit && gap.last.map(SecretText.isBlank) == true
        return isWord && text[word.upperBound...].first != UInt8(ascii: ":")
    }
}

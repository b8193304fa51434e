import HTTP

/// A command with options for secrets. The same options mean something else for other commands:
/// `redis-cli -a …`, but `grep -a …`.
struct SecretCommand {
    /// The names of the command. A star at the end stands for any ending.
    private let names: [String]
    /// The options that a secret follows, after a space or without one: `-p…`.
    private let secrets: [String]
    /// The options that a user follows, perhaps with a password: `-u user:…`.
    private let users: [String]
    /// Whether several options may be written as one, and the last one has the value: `-su …`.
    private var isBundling = false
    /// Whether a secret may follow its option without a space.
    private var isJoining = false

    // MARK: Commands

    /// From the manuals of the commands.
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

    /// The command with this name or path, also as Windows writes it; nil if it is not in the list.
    init?(named word: ArraySlice<UInt8>) {
        guard word.count <= Self.longestName else { return nil }
        // A backslash before the name belongs to a path, or to the escape `\n` of a line break.
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

    /// Whether a secret follows an option, as the next word.
    func isSecret(behind option: ArraySlice<UInt8>) -> Bool {
        stands(option, among: secrets)
    }

    /// Whether an option contains a secret: `-psecret`.
    func isSecret(in option: ArraySlice<UInt8>) -> Bool {
        isJoining
            && secrets.contains { option.count > $0.utf8.count && option.starts(with: $0.utf8) }
    }

    /// Whether a user, perhaps with a password, follows an option as the next word.
    func isUser(behind option: ArraySlice<UInt8>) -> Bool {
        stands(option, among: users)
    }

    /// Whether a word is one of these options, or a bundle of one-letter options that ends with
    /// one of them.
    private func stands(_ word: ArraySlice<UInt8>, among options: [String]) -> Bool {
        let isBundle = isBundling && word.dropFirst().allSatisfy(\.isLetterOrDigit)
        return options.contains {
            word.elementsEqual($0.utf8) || isBundle && word.last == $0.utf8.last
        }
    }

    /// Whether a command ends between two words of a text, so that another one may begin there.
    static func ends(between last: Range<Int>, _ word: Range<Int>, of text: [UInt8]) -> Bool {
        var gap = text[last.upperBound..<word.lowerBound]
        // The semicolon at the end of an XML entity does not count.
        if last.lowerBound > 0, text[last.lowerBound - 1] == UInt8(ascii: "&") {
            gap = gap.dropFirst()
        }
        if gap.contains(where: { ";|".utf8.contains($0) }) { return true }
        let sign = gap.drop { SecretText.isBlank($0) || $0 == UInt8(ascii: "+") }
        // `a && b` is two commands, but the `&` of `&quot;b` begins an entity.
        if sign.count > 1, sign.first == UInt8(ascii: "&") { return true }
        // A line break ends a command, unless a backslash escapes it.
        guard gap.contains(where: SecretText.isLineBreak),
            text[..<last.upperBound].last != UInt8(ascii: "\\")
        else { return false }
        let isWord =
            text[word.lowerBound].isLetterOrDigit && gap.last.map(SecretText.isBlank) == true
        return isWord && text[word.upperBound...].first != UInt8(ascii: ":")
    }
}

import JSON

/// A line for a shell that does what a case does.
struct Reproduction {
    let words: [String]
    let seeds: [String]
    let subject: GauntletSubject

    func line(_ setting: CaseSetting) -> String {
        var script = ""
        if !setting.faults.isEmpty {
            script += #"curl -fsS -o /dev/null -d "$0" "$SEATFILLER_URL/__admin/faults" && "#
        }
        if !setting.reclaimedSeats.isEmpty {
            let paths = setting.reclaimedSeats.map(Self.quoted).joined(separator: " ")
            script +=
                "for seat in \(paths); do "
                + #"curl -fsS -o /dev/null -X DELETE "$SEATFILLER_URL$seat"; done; "#
        }
        script += "exec env \(variables(setting)) " + command(setting)
        var line = ["seatfiller", "exec"]
        for seed in seeds { line += ["--seed", Self.quoted(seed)] }
        for quirk in setting.quirks { line += ["--quirk", quirk] }
        if setting.auth == .enforced { line += ["--auth", "enforced"] }
        line += ["--", "sh", "-c", Self.quoted(script)]
        if !setting.faults.isEmpty { line.append(Self.quoted(JSON.array(setting.faults).text)) }
        return line.joined(separator: " ")
    }

    private func variables(_ setting: CaseSetting) -> String {
        var variables: [String] = []
        if let user = setting.user ?? subject.user {
            variables.append("SEATFILLER_USER=" + Self.quoted(user))
        }
        if let customer = subject.customer {
            variables.append("SEATFILLER_CUSTOMER=" + Self.quoted(customer))
        }
        variables.append(#"SEATFILLER_TOKEN_URL="$SEATFILLER_URL\#(subject.tokenPath)""#)
        return variables.joined(separator: " ")
    }

    private func command(_ setting: CaseSetting) -> String {
        words.map { word in
            let filled = word.replacing("{user}", with: setting.user ?? subject.user ?? "")
                .replacing("{customer}", with: subject.customer ?? "")
            guard filled.contains("{url}") else { return Self.quoted(filled) }
            let parts = filled.split(separator: "{url}", omittingEmptySubsequences: false)
            return parts.map { $0.isEmpty ? "" : Self.quoted(String($0)) }
                .joined(separator: #""$SEATFILLER_URL""#)
        }.joined(separator: " ")
    }

    /// A word as a shell reads it.
    private static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "_-./:,@=+%".utf8.contains(byte)
                }
            }
        return isPlain ? word : "'\(word.replacing("'", with: #"'\''"#))'"
    }
}

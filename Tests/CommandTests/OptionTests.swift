import ArgumentParser
import Testing

@testable import Command

@Suite struct `The value of an option` {
    private static let size =
        "give a size such as 536870912 or 512MiB, from 1048576 to 1125899906842624 bytes"

    @Test(arguments: [
        ("port <port>", "x", ": give an integer from 0 to 65535"),
        ("port <port>", "-1", ": give an integer from 0 to 65535"),
        ("port <port>", "70000", ": give an integer from 0 to 65535"),
        ("loops <n>", "0", ": give an integer from 1 to 256"),
        ("memory <size>", "64MB", ": " + size), ("memory <size>", "1023KiB", ": " + size),
        ("memory <size>", "1.5GiB", ": " + size), ("memory <size>", "MiB", ": " + size),
        ("memory <size>", "9007199254740992KiB", ": " + size),
        ("idle-timeout <seconds>", "0", ": give a number of seconds from 0.01 to 86400"),
        ("idle-timeout <seconds>", "0x10", ": give a number of seconds from 0.01 to 86400"),
        ("host <host>", "localhost ", ": give an IPv4 or IPv6 address, or localhost"),
        (
            "quirk <name=value>", "store.maxResults=x",
            ": store.maxResults cannot be 'x'; it can be reject, clamp"
        ),
        ("clock <instant>", "now", ": give an instant such as 2018-05-01T12:00:00Z"),
        (
            "allow-host <name>", "http://a:1",
            ": give the name of a host, without scheme and port"
        ),
        ("auth <auth>", "shut", ". Please provide one of 'open' and 'enforced'."),
        ("log-format <log-format>", "xml", ". Please provide one of 'text' and 'json'."),
        (
            "log-level <log-level>", "loud",
            ": give one of trace, debug, info, notice, warning, error, critical"
        ),
    ])
    func `that cannot be used is named with what to give, and its variable with it`(
        option: String, text: String, advice: String
    ) throws {
        let name = option.prefix { $0 != " " }
        let message = "The value '\(text)' is invalid for '--\(option)'\(advice)"
        let run = try Run("--\(name)=\(text)")
        #expect(run.errors == "seatfiller: \(message)\n")
        #expect(run.output == "")
        #expect(run.exitCode == 2)
        let variable = "SEATFILLER_" + name.uppercased().replacing("-", with: "_")
        let other = try Run([], environment: [variable: text])
        #expect(other.errors == "seatfiller: \(variable): \(message)\n")
        #expect(other.exitCode == 2)
    }

    @Test(arguments: [
        (["-p", "-1"], "'-1' is invalid for '-p <port>': give an integer from 0 to 65535"),
        (["-p-1"], "'-1' is invalid for '-p <port>': give an integer from 0 to 65535"),
        (
            ["serve", "--port", "-1"],
            "'-1' is invalid for '--port <port>': give an integer from 0 to 65535"
        ),
        (
            ["--idle-timeout", "-.5"],
            "'-.5' is invalid for '--idle-timeout <seconds>': give a number of seconds from 0.01 to 86400"
        ),
        (
            ["--body-timeout", "-inf"],
            "'-inf' is invalid for '--body-timeout <seconds>': give a number of seconds from 0.01 to 86400"
        ),
        (["--memory", "-1MiB"], "'-1MiB' is invalid for '--memory <size>': " + size),
    ])
    func `that is below zero is named as it is behind a sign`(words: [String], said: String) throws
    {
        let run = try Run(words)
        #expect(run.errors == "seatfiller: The value \(said)\n")
        #expect(run.exitCode == 2)
    }

    @Test(arguments: ["--seed", "--store", "--ready-file"])
    func `is not empty`(option: String) throws {
        let errors = try Run(option, "").errors
        #expect(errors.hasPrefix("seatfiller: The value '' is invalid for '\(option) <"))
        #expect(errors.hasSuffix(">': give a text that is not empty\n"))
    }

    @Test(arguments: [
        "abc", "5ea75ea75ea75ea75ea75ea75ea75ea", "", "hush hush hush hush hush hush hu",
    ])
    func `that is a secret is refused without being repeated`(key: String) throws {
        let refusal = "--token-key must be 32 hexadecimal digits or more\n"
        #expect(try Run("--token-key", key).errors == "seatfiller: \(refusal)")
        guard !key.isEmpty else { return }
        #expect(
            try Run([], environment: ["SEATFILLER_TOKEN_KEY": key]).errors
                == "seatfiller: SEATFILLER_TOKEN_KEY: \(refusal)")
    }

    private static let extremes = [
        "0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
        "1.7976931348623157e308", "5e-324", "inf", "nan", "0001-01-01T00:00:00+01:00",
    ]

    @Test(
        arguments: [
            ServeCommand.self, GenerateCommand.self,
        ] as [any ParsableCommand.Type])
    func `is taken or refused, whatever it is`(command: any ParsableCommand.Type) throws {
        let options = try OptionTable(of: command).options.filter(\.takesValue)
        #expect(options.count > 7)
        for option in options {
            for text in Self.extremes {
                do {
                    _ = try command.parse(["--\(option.name)=\(text)"])
                } catch {
                    let line = command.line(for: error)
                    #expect(
                        line.contains("--\(option.name)") && !line.contains("Unknown"), "\(line)")
                }
            }
        }
    }
}

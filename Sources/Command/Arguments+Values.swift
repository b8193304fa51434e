internal import Emulation
internal import HTTP

/// The values of options: a flag beats its environment variable, and a value that cannot be used is
/// refused under the name it was given by. What was given by neither is nil.
extension Arguments {
    /// The last text that was given, and what to call it in an error.
    private func given(_ name: String) -> (text: String, source: String)? {
        flags(name).last.map { ($0, "--\(name)") } ?? variable(name)
    }

    /// Whether an option stands on the command line.
    func has(_ name: String) -> Bool {
        !flags(name).isEmpty
    }

    func text(_ name: String) throws(CommandError) -> String? {
        guard let given = given(name) else { return nil }
        guard !given.text.isEmpty else { throw .usage("\(given.source) is empty") }
        return given.text
    }

    func list(_ name: String) throws(CommandError) -> [String] {
        let flags = flags(name)
        guard !flags.contains("") else { throw .usage("--\(name) is empty") }
        if !flags.isEmpty { return flags }
        return variable(name)?.text.split(separator: ",").map(String.init) ?? []
    }

    /// Names or addresses, without scheme and port.
    func hosts(_ name: String) throws(CommandError) -> [Host] {
        try list(name).map { text throws(CommandError) in
            guard let host = Host(text[...]) else {
                throw .usage(
                    "--\(name) '\(text)' is no name of a host; write it without scheme and port")
            }
            return host
        }
    }

    func flag(_ name: String) throws(CommandError) -> Bool {
        try value(name, "is neither true nor false") { text in
            switch text {
            case "1", "true", "yes": true
            case "0", "false", "no": false
            default: nil
            }
        } ?? false
    }

    /// - Parameters:
    ///   - mistake: what to say of a text that stands for nothing.
    ///   - meaning: what a text stands for.
    func value<Value>(
        _ name: String, _ mistake: @autoclosure () -> String, _ meaning: (String) -> Value?
    ) throws(CommandError) -> Value? {
        guard let given = given(name) else { return nil }
        guard let value = meaning(given.text) else {
            throw .usage("\(given.source) '\(given.text)' \(mistake())")
        }
        return value
    }

    /// - Parameter choices: the texts of `Value` in words.
    func choice<Value: RawRepresentable<String>>(
        _ name: String, _ choices: String
    ) throws(CommandError) -> Value? {
        try value(name, "is not \(choices)") { Value(rawValue: $0) }
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(CommandError) -> Int? {
        try value(
            name, "is not an integer from \(range.lowerBound) to \(range.upperBound)"
        ) { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A number of bytes, or of `KiB`, `MiB`, `GiB` or `TiB`, with or without a space.
    func size(_ name: String, in range: ClosedRange<Int>) throws(CommandError) -> Int? {
        try value(
            name,
            "is not a size such as 536870912 or 512MiB, from \(range.lowerBound) to "
                + "\(range.upperBound) bytes"
        ) { text in
            let digits = text.prefix { ("0"..."9").contains($0) }
            let unit = text.dropFirst(digits.count).drop { $0 == " " }
            let power = ["", "KiB", "MiB", "GiB", "TiB"].firstIndex(of: unit.description)
            guard let power, let number = Int(digits) else { return nil }
            let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: 1 << (10 * power))
            return !isTooLarge && range.contains(bytes) ? bytes : nil
        }
    }

    func seconds(_ name: String) throws(CommandError) -> Duration? {
        try value(name, "is not a number of seconds from 0.01 to 86400") { text in
            Double(text).flatMap { (0.01...86_400).contains($0) ? .seconds($0) : nil }
        }
    }

    func instant(_ name: String) throws(CommandError) -> Instant? {
        try value(name, "is no instant such as 2018-05-01T12:00:00Z") { Instant($0) }
    }

    func bytes(_ name: String, atLeast count: Int) throws(CommandError) -> [UInt8]? {
        guard let given = given(name) else { return nil }
        let digits = given.text.compactMap(\.hexDigitValue)
        let isWhole = digits.count == given.text.count && digits.count.isMultiple(of: 2)
        guard isWhole, digits.count >= count * 2 else {
            // The key itself is a secret, and not repeated.
            throw .usage(
                "\(given.source) is not written in \(count * 2) hexadecimal digits or more")
        }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }
}

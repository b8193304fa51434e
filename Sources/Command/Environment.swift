internal import ArgumentParser
internal import Emulation
internal import Seatfiller

/// The values of options: a flag beats its environment variable, that beats the standard value, and
/// a value that cannot be used is refused under the name it was given by.
internal struct Environment {
    private let variables = Settings.environment

    /// A text as given, and what to call it in an error.
    private func given(_ flag: String?, _ name: String) -> (text: String, source: String)? {
        if let flag { return (flag, "--\(name)") }
        let variable = "SEATFILLER_" + name.uppercased().map { $0 == "-" ? "_" : $0 }
        return variables[variable].map { ($0, variable) }
    }

    func text(_ flag: String?, _ name: String) throws -> String? {
        guard let given = given(flag, name) else { return nil }
        guard !given.text.isEmpty else { throw ValidationError("\(given.source) is empty") }
        return given.text
    }

    func list(_ flags: [String], _ name: String) -> [String] {
        if !flags.isEmpty { return flags }
        return given(nil, name)?.text.split(separator: ",").map(String.init) ?? []
    }

    func flag(_ flag: Bool, _ name: String) throws -> Bool {
        guard !flag, let given = given(nil, name) else { return flag }
        switch given.text {
        case "1", "true", "yes": return true
        case "0", "false", "no", "": return false
        default: throw ValidationError("\(given.source) '\(given.text)' is neither true nor false")
        }
    }

    func value<Value: RawRepresentable<String>>(
        _ flag: String?, _ name: String, or standard: Value, _ words: String
    ) throws -> Value {
        guard let given = given(flag, name) else { return standard }
        guard let value = Value(rawValue: given.text) else {
            throw ValidationError("\(given.source) '\(given.text)' is not \(words)")
        }
        return value
    }

    func integer(
        _ flag: String?, _ name: String, or standard: Int, in range: ClosedRange<Int>
    ) throws -> Int {
        guard let given = given(flag, name) else { return standard }
        guard let number = Int(given.text), range.contains(number) else {
            throw ValidationError(
                "\(given.source) '\(given.text)' is not an integer from \(range.lowerBound) to "
                    + "\(range.upperBound)")
        }
        return number
    }

    func seconds(_ flag: String?, _ name: String, or standard: Duration) throws -> Duration {
        guard let given = given(flag, name) else { return standard }
        guard let seconds = Double(given.text), (0.01...86_400).contains(seconds) else {
            throw ValidationError(
                "\(given.source) '\(given.text)' is not a number of seconds from 0.01 to 86400")
        }
        return .seconds(seconds)
    }

    func instant(_ flag: String?, _ name: String) throws -> Instant? {
        guard let given = given(flag, name) else { return nil }
        guard let instant = Instant(given.text) else {
            throw ValidationError(
                "\(given.source) '\(given.text)' is no instant such as 2018-05-01T12:00:00Z")
        }
        return instant
    }

    func bytes(_ flag: String?, _ name: String, atLeast count: Int) throws -> [UInt8]? {
        guard let given = given(flag, name) else { return nil }
        let digits = given.text.compactMap(\.hexDigitValue)
        let isWhole = digits.count == given.text.count && digits.count.isMultiple(of: 2)
        guard isWhole, digits.count >= count * 2 else {
            // The key itself is a secret, and not repeated.
            throw ValidationError(
                "\(given.source) is not written in \(count * 2) hexadecimal digits or more")
        }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }
}

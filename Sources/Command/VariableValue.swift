import ArgumentParser

/// What an option holds that may be left out, and how its variable says it.
protocol VariableValue {
    /// Whether the command line has it.
    var isGiven: Bool { get }

    /// The words of a command line for a variable's text.
    static func words(_ option: String, _ text: String) throws -> [String]
}

extension Optional: VariableValue {
    var isGiven: Bool { self != nil }

    static func words(_ option: String, _ text: String) -> [String] { ["\(option)=\(text)"] }
}

/// A list, which a variable separates by commas.
extension Array: VariableValue {
    var isGiven: Bool { !isEmpty }

    static func words(_ option: String, _ text: String) -> [String] {
        text.split(separator: ",").map { "\(option)=\($0)" }
    }
}

/// A flag.
extension Bool: VariableValue {
    var isGiven: Bool { self }

    static func words(_ option: String, _ text: String) throws -> [String] {
        switch text {
        case "1", "true", "yes": [option]
        case "0", "false", "no": []
        default: throw ValidationError("The value '\(text)' is neither true nor false")
        }
    }
}

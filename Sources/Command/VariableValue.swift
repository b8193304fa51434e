import ArgumentParser

/// The value of an optional option, and how its variable spells it.
protocol VariableValue {
    /// Whether the command line gives the value.
    var isGiven: Bool { get }

    /// The words of a command line that are equivalent to a variable's text.
    static func words(of option: String, saying text: String) throws -> [String]
}

extension Optional: VariableValue {
    var isGiven: Bool { self != nil }

    static func words(of option: String, saying text: String) -> [String] { ["\(option)=\(text)"] }
}

/// A list. Commas separate its values in a variable.
extension Array: VariableValue {
    var isGiven: Bool { !isEmpty }

    static func words(of option: String, saying text: String) -> [String] {
        text.split(separator: ",").map { "\(option)=\($0)" }
    }
}

/// A flag.
extension Bool: VariableValue {
    var isGiven: Bool { self }

    static func words(of option: String, saying text: String) throws -> [String] {
        switch text {
        case "1", "true", "yes": [option]
        case "0", "false", "no": []
        default: throw ValidationError("The value '\(text)' is neither true nor false")
        }
    }
}

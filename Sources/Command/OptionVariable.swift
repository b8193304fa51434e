import ArgumentParser
import System

/// The environment variable that gives an option's value if the command line does not.
struct OptionVariable {
    static let prefix = "SEATFILLER_"

    /// The option without its dashes: `token-key`.
    let option: String
    /// Whether the command line has the option, which then overrides the variable.
    let isBeaten: Bool
    private let value: any VariableValue.Type

    /// The variables of a command's options. They are derived from its properties, so there is no
    /// other list.
    static func all(of options: some ParsableArguments) -> [OptionVariable] {
        Mirror(reflecting: options).children.flatMap { property in
            (property.value as? any OptionProperty)?.variables(property.label ?? "") ?? []
        }
    }

    /// - Parameter property: `_tokenKey`
    fileprivate init(_ property: String, _ value: some VariableValue) {
        option = property.dropFirst().reduce(into: "") { name, letter in
            name += letter.isUppercase ? "-\(letter.lowercased())" : "\(letter)"
        }
        isBeaten = value.isGiven
        self.value = type(of: value)
    }

    /// `SEATFILLER_TOKEN_KEY`
    var name: String { Self.prefix + option.uppercased().replacing("-", with: "_") }

    /// The values that its text lists; empty if it is not set.
    var values: [String] {
        (Variables.text(of: name) ?? "").split(separator: ",").map(String.init)
    }

    /// The equivalent words of a command line; empty if it is not set.
    var words: [String] {
        get throws {
            guard let text = Variables.text(of: name) else { return [] }
            // A secret that is empty by accident must not leave a door open.
            guard !text.isEmpty || value == Secret?.self else { return [] }
            // Kubernetes sets this variable in each container when a service has our name.
            if option == "port", text.hasPrefix("tcp://") { return [] }
            // exec and env name the certificate for programs that know the emulator.
            if option == "ca", text.hasSuffix(".pem") { return [] }
            return try value.words(of: "--\(option)", saying: text)
        }
    }
}

/// A property of a command that the parser fills.
private protocol OptionProperty {
    /// - Parameter label: the property's name.
    func variables(_ label: String) -> [OptionVariable]
}

extension Option: OptionProperty where Value: VariableValue {
    func variables(_ label: String) -> [OptionVariable] { [OptionVariable(label, wrappedValue)] }
}

extension Flag: OptionProperty where Value: VariableValue {
    func variables(_ label: String) -> [OptionVariable] { [OptionVariable(label, wrappedValue)] }
}

extension OptionGroup: OptionProperty {
    func variables(_ label: String) -> [OptionVariable] { OptionVariable.all(of: wrappedValue) }
}

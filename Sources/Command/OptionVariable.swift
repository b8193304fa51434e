import ArgumentParser
import System

/// The variable of the environment that speaks for an option which the command line leaves out.
struct OptionVariable {
    static let prefix = "SEATFILLER_"

    /// The option without its dashes: `token-key`.
    let option: String
    /// Whether the option stands on the command line, which beats its variable.
    let isBeaten: Bool
    private let value: any VariableValue.Type

    /// Those of a command's options, by its properties: there is no other list.
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

    /// What its text lists, as the command line would have it; none where it is not set.
    var values: [String] {
        (Variables.text(of: name) ?? "").split(separator: ",").map(String.init)
    }

    /// The words of the command line that would say the same; none where it is not set.
    var words: [String] {
        get throws {
            guard let text = Variables.text(of: name) else { return [] }
            // A secret that got lost on its way must not leave a door open.
            guard !text.isEmpty || value == Secret?.self else { return [] }
            // Kubernetes tells each container of a namespace where a service of our name is.
            if option == "port", text.hasPrefix("tcp://") { return [] }
            return try value.words("--\(option)", text)
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

import ArgumentParser
import Seatfiller

/// What is given of a command's options: by the command line, or else by their variables.
@dynamicMemberLookup
struct Given<Options: ParsableArguments> {
    private let options: Options
    /// What the variables say of the options that the command line leaves out.
    private let variables: Options

    /// - Throws: a variable whose text is refused, by its name.
    init(_ options: Options) throws {
        let variables = OptionVariable.all(of: options).filter { !$0.isBeaten }
        do {
            self.init(options: options, variables: try Self.parse(variables) ?? options)
        } catch {
            for variable in variables { try Self.check(variable) }
            throw error
        }
    }

    private init(options: Options, variables: Options) {
        self.options = options
        self.variables = variables
    }

    subscript<Value>(dynamicMember option: KeyPath<Options, Value?>) -> Value? {
        options[keyPath: option] ?? variables[keyPath: option]
    }

    subscript<Value>(dynamicMember option: KeyPath<Options, [Value]>) -> [Value] {
        let values = options[keyPath: option]
        return values.isEmpty ? variables[keyPath: option] : values
    }

    subscript(dynamicMember flag: KeyPath<Options, Bool>) -> Bool {
        options[keyPath: flag] || variables[keyPath: flag]
    }

    subscript<Group>(dynamicMember group: KeyPath<Options, Group>) -> Given<Group> {
        Given<Group>(options: options[keyPath: group], variables: variables[keyPath: group])
    }

    /// Reads variables as the words that would say the same; nil where there are none.
    private static func parse(_ variables: [OptionVariable]) throws -> Options? {
        let words = try variables.flatMap { try $0.words }
        return words.isEmpty ? nil : try Options.parse(words)
    }

    private static func check(_ variable: OptionVariable) throws {
        do {
            _ = try parse([variable])
        } catch {
            throw SeatfillerError(.usage, "\(variable.name): \(Options.line(for: error))")
        }
    }
}

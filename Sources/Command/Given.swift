import ArgumentParser
import Seatfiller

/// The values of a command's options: from the command line, or else from environment variables.
@dynamicMemberLookup
struct Given<Options: ParsableArguments> {
    private let options: Options
    /// The values of the variables whose options the command line leaves out.
    private let variables: Options

    /// - Throws: an error that names the variable with an invalid value.
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

    /// Parses variables as the equivalent words of a command line; nil if there are none.
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

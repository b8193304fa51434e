/// Why the command does not do what it is asked: one line, and the exit code.
internal struct CommandError: Error, CustomStringConvertible {
    let description: String
    let exitCode: Int32

    /// Words that cannot be used.
    static func usage(_ description: String) -> CommandError {
        CommandError(description: description, exitCode: 2)
    }

    /// An answer that is no.
    static func failure(_ description: String) -> CommandError {
        CommandError(description: description, exitCode: 1)
    }
}

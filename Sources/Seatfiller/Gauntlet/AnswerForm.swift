/// How a client says on its standard output what it has found.
package enum AnswerForm: String, CaseIterable, Sendable {
    /// An identity on each line.
    case lines
    /// An array, or a value on each line, of identities or of items.
    case json
    /// Not at all: only the exit code counts, and what the client was served.
    case exit
}

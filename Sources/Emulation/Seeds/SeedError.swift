/// The mistakes because of which a seed has changed nothing.
package struct SeedError: Error, Equatable, Sendable, CustomStringConvertible {
    package let mistakes: [SeedMistake]

    /// The largest number of mistakes that are kept.
    package static let mostMistakes = 100

    package init(mistakes: [SeedMistake]) {
        self.mistakes = mistakes
    }

    package var description: String {
        mistakes.map(\.description).joined(separator: "\n")
    }
}

/// A seed that changes nothing, because of these mistakes.
package struct SeedError: Error, Equatable, Sendable, CustomStringConvertible {
    package let mistakes: [SeedMistake]

    /// After so many nobody reads on.
    package static let mostMistakes = 100

    package init(mistakes: [SeedMistake]) {
        self.mistakes = mistakes
    }

    package var description: String {
        mistakes.map(\.description).joined(separator: "\n")
    }
}

package import JSON

/// Something wrong in a seed: where, what, and what to do.
package struct SeedMistake: Equatable, Sendable, CustomStringConvertible {
    package let file: String
    package let place: TextPlace
    package let message: String
    package let hint: String?

    package init(file: String, place: TextPlace, message: String, hint: String? = nil) {
        self.file = file
        self.place = place
        self.message = message
        self.hint = hint
    }

    /// `seed.json:12:7: unknown member "userNmae"; did you mean "userName"?`
    package var description: String {
        let text =
            "\(file):\(place.line):\(place.column): \(message)" + (hint.map { "; \($0)" } ?? "")
        return text.printable()
    }
}

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

/// `did you mean "…"?` for the known word that is fewest edits away, where one is near; otherwise
/// all known words.
func suggestion(for word: String, among known: [String]) -> String {
    if let nearest = Spelling.nearest(to: word, among: known) {
        return "did you mean \"\(nearest)\"?"
    }
    return "known are " + known.joined(separator: ", ")
}

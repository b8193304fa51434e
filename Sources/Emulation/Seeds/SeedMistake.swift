package import JSON

/// A mistake in a seed: where it is, what is wrong, and what to do.
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

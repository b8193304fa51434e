/// Guesses what a misspelt word stands for.
package enum Spelling {
    /// The known word with the fewest edits, or nil if no word is near. Case does not matter.
    package static func nearest(to word: String, among known: [String]) -> String? {
        guard word.utf8.count <= longest else { return nil }
        let nearest = known.map {
            (word: $0, distance: distance(word.lowercased(), $0.lowercased()))
        }.min { $0.distance < $1.distance }
        guard let nearest, nearest.distance <= max(2, word.count / 3) else { return nil }
        return nearest.word
    }

    /// A question for the nearest of the known words, or else a list of all known words.
    package static func suggestion(for word: String, among known: [String]) -> String {
        if let nearest = nearest(to: word, among: known) {
            return "did you mean \"\(nearest)\"?"
        }
        return "expected " + known.joined(separator: ", ")
    }

    /// A given word that probably means `word`, because at most two edits are between them, or nil.
    package static func misspelling(of word: String, among given: [String]) -> String? {
        given.first {
            $0.utf8.count <= longest && distance(word.lowercased(), $0.lowercased()) <= 2
        }
    }

    /// A longer word is not taken for a misspelling.
    private static let longest = 100

    /// The Levenshtein distance.
    private static func distance(_ one: String, _ other: String) -> Int {
        let other = Array(other)
        var row = Array(0...other.count)
        for (i, left) in one.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in other.enumerated() {
                let substitution = diagonal + (left == right ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[other.count]
    }
}

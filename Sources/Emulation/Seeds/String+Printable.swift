extension String {
    /// The text with escapes for characters that a terminal would obey or not show.
    ///
    /// A name in a seed may contain control characters, direction marks and zero-width spaces.
    ///
    /// - Parameter keepsLines: whether line breaks stay as they are.
    package func printable(keepsLines: Bool = false) -> String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where keepsLines && scalar == "\n": text.unicodeScalars.append(scalar)
            case .control, .format, .lineSeparator, .paragraphSeparator:
                text += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

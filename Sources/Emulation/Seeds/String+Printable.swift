extension String {
    /// The text with escapes for what a terminal would obey, or would not show: control characters,
    /// marks of direction, blanks without a width. A name out of a seed may hold any of them.
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

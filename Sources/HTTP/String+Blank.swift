extension String {
    /// Whether there is nothing in it but white space, as .NET's `IsNullOrWhiteSpace` has it.
    package var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }
}

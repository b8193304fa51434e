extension String {
    /// Whether it is empty or has only white space, like .NET's `IsNullOrWhiteSpace`.
    package var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }
}

extension String {
    /// The text for a message. A long text is cut.
    package var excerpt: String {
        utf8.count <= 500 ? self : prefix(300) + "…"
    }
}

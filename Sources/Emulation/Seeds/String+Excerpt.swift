extension String {
    /// The text where it is short; of one that goes on and on its beginning, for a message.
    package var excerpt: String {
        utf8.count <= 500 ? self : prefix(300) + "…"
    }
}

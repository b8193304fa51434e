import SQLite

/// What a view of an image holds of its own, as far as it is known without being weighed after each
/// change: that takes a look at each of its pages.
struct ViewWeight {
    private var weighed: Int?
    /// What may have been added since; a page that is written twice counts twice.
    private var added = 0

    /// At least as much as it is.
    ///
    /// - Parameter size: of the whole: to look at all pages of much data is worth more of them.
    mutating func of(_ view: Connection, size: Int) -> Int {
        added += view.takeWrittenByteCount()
        var present = weighed ?? view.initialByteCount
        if added > max(MemoryStore.step, present / 4, size / 64) {
            present = view.privateByteCount
            added = 0
        }
        weighed = present
        return present + added
    }
}

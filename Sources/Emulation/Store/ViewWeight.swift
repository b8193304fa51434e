import SQLite

/// An estimate of the memory that only a view of an image has.
///
/// An exact figure takes a look at every page, so it is not taken after every change.
struct ViewWeight {
    private var weighed: Int?
    /// What may have been added since. A page that is written twice counts twice.
    private var added = 0

    /// The estimate, which is never too low.
    ///
    /// - Parameter size: the size of all data. The larger it is, the rarer are exact figures.
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

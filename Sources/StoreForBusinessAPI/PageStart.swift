/// Where a page begins in its list.
enum PageStart: Sendable {
    case beginning
    /// Behind the item with these keys.
    case after([String])
    /// Behind this many items.
    case offset(Int64)

    /// The number of items before the page; nil if nobody knows.
    var offset: Int64? {
        switch self {
        case .beginning: 0
        case .after: nil
        case .offset(let count): count
        }
    }

    /// The key of the item behind which the page begins, where that is a number.
    var number: Int64? {
        if case .after(let keys) = self { Int64(keys[0]) } else { nil }
    }

    /// The place this many items earlier.
    ///
    /// - Parameter keys: the keys of so many items up to the one with these keys, the last first.
    /// - Returns: the place, and how many items there are from it to this place.
    func back(
        _ count: Int, keys: (_ upTo: [String], _ limit: Int) throws -> [[String]]
    ) rethrows -> (start: PageStart, count: Int) {
        guard count > 0 else { return (self, 0) }
        switch self {
        case .beginning: return (self, 0)
        case .offset(let offset):
            let count = min(Int64(count), offset)
            return (.offset(offset - count), Int(count))
        case .after(let last):
            let found = try keys(last, count + 1)
            return found.count > count ? (.after(found[count]), count) : (.beginning, found.count)
        }
    }
}

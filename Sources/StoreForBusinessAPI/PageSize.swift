import Emulation

/// The size of a page: `maxResults`, from 1 to 100, by default 25.
struct PageSize {
    let count: Int
    let isClamped: Bool

    private static let standard = 25
    private static let largest = 100

    /// - Parameters:
    ///   - previous: the size of the previous page, which clients need not repeat.
    ///   - quirk: what a size above the largest does.
    /// - Throws: a 400 naming `maxResults`.
    init(
        _ text: String?, otherwise previous: Int?, quirk: StoreMaxResults, rule: Rule
    ) throws(StoreError) {
        guard let text else {
            count = previous ?? Self.standard
            isClamped = false
            return
        }
        guard let number = Int32(text), number >= 1, number <= Self.largest || quirk == .clamp
        else {
            let largest = quirk == .clamp ? Int(Int32.max) : Self.largest
            throw .invalidParameter(
                "maxResults",
                details: "maxResults must be an integer from 1 to \(largest), "
                    + "not '\(text.prefix(100))'.", rule)
        }
        isClamped = number > Self.largest
        count = min(Int(number), Self.largest)
    }
}

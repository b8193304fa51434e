internal import Emulation

/// How many seats a page may have: `maxResults`, 1 to 100, 25 where it is not given.
internal struct PageSize {
    let count: Int
    let isClamped: Bool

    private static let standard = 25
    private static let largest = 100

    /// - Parameter previous: the size of the pages before, which clients need not repeat.
    /// - Throws: a 400 naming `maxResults`.
    init(
        _ text: String?, otherwise previous: Int?, quirk: StoreMaxResults
    ) throws(StoreError) {
        guard let text else {
            count = previous ?? Self.standard
            isClamped = false
            return
        }
        guard let number = Int32(text), number >= 1, number <= Self.largest || quirk == .clamp
        else {
            throw .invalidParameter(
                "maxResults",
                details: "maxResults must be an integer from 1 to \(Self.largest), "
                    + "not '\(text.prefix(100))'.",
                StoreRule.maxResults)
        }
        isClamped = number > Self.largest
        count = min(Int(number), Self.largest)
    }
}

internal import Emulation

/// The last seat of a page: where the next page starts.
internal struct SeatPosition {
    let dateAssigned: String
    let productID: String
    let skuID: String
    /// The size of the page it ended; known when read from a token.
    var pageSize: Int?

    init(dateAssigned: String, productID: String, skuID: String) {
        self.dateAssigned = dateAssigned
        self.productID = productID
        self.skuID = skuID
    }

    // A token holds: its form, the operation, the page size, and the texts, each behind its length.
    private static let form: UInt8 = 1
    private static let operation = UInt8(ascii: "U")

    /// Everything that the next page needs: some clients send nothing but the token.
    func token(of user: UserName, pageSize: Int, by tokens: ContinuationTokens) -> String {
        var content = [Self.form, Self.operation, UInt8(pageSize)]
        for text in [user.folded, dateAssigned, productID, skuID] {
            content.append(UInt8(truncatingIfNeeded: text.utf8.count >> 8))
            content.append(UInt8(truncatingIfNeeded: text.utf8.count))
            content.append(contentsOf: text.utf8)
        }
        return tokens.seal(content)
    }

    /// Nil for an empty token, which means the first page.
    ///
    /// - Throws: a 400 naming `continuationToken` for a token that was not issued for this user by
    ///   this operation, or that was changed.
    init?(token: String, of user: UserName, by tokens: ContinuationTokens) throws(StoreError) {
        if token.isEmpty { return nil }
        let refusal = StoreError.invalidParameter(
            "continuationToken",
            details: "continuationToken is not one that this operation issued for this user.",
            StoreRule.continuationToken)
        guard let content = tokens.open(token), content.starts(with: [Self.form, Self.operation])
        else { throw refusal }
        var texts: [String] = []
        var rest = content.dropFirst(3)
        while rest.count >= 2 {
            let count = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
            texts.append(String(decoding: rest.dropFirst(2).prefix(count), as: UTF8.self))
            rest = rest.dropFirst(2 + count)
        }
        guard texts.count == 4, texts[0] == user.folded else { throw refusal }
        self.init(dateAssigned: texts[1], productID: texts[2], skuID: texts[3])
        pageSize = Int(content[2])
    }
}

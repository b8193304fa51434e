package import Emulation
package import HTTP

/// What the next page of a list needs: some clients send nothing but the token, so all of it.
struct PageToken {
    /// The lists that have pages; a token of one is none of another.
    enum List: UInt8 {
        case seatsOfUser = 1
        case seatsOfProduct = 2
        case inventory = 3

        /// How many texts say what is listed, and where its page starts.
        fileprivate var textCounts: (subject: Int, position: Int) {
            switch self {
            case .seatsOfUser: (1, 3)
            case .seatsOfProduct: (2, 1)
            case .inventory: (InventoryFilter.textCount, 1)
            }
        }
    }

    let list: List
    /// The number of the page that it is for, in the walk that has led to it.
    let page: Int
    let pageSize: Int
    /// What is listed: a user, a product, a filter.
    let subject: [String]
    /// The keys of the last element served.
    let position: [String]

    /// The token of the page behind the one that a token has led to, or behind the first.
    init(
        after start: PageToken?, of list: List, pageSize: Int, subject: [String],
        position: [String]
    ) {
        self.list = list
        page = (start?.page ?? 1) + 1
        self.pageSize = pageSize
        self.subject = subject
        self.position = position
    }

    // MARK: As text

    // A token holds: its form, the list, the page size, the page in four bytes, and the texts,
    // each behind its length in two.
    private static let form: UInt8 = 2
    private static let headCount = 7

    func sealed(in world: World) -> String {
        var content: [UInt8] = []
        // With its authentication most tokens fit in this.
        content.reserveCapacity(224)
        content.append(Self.form)
        content.append(list.rawValue)
        content.append(UInt8(pageSize))
        let page = UInt32(clamping: page)
        for shift in [24, 16, 8, 0] { content.append(UInt8(truncatingIfNeeded: page >> shift)) }
        for text in subject { Self.add(text, to: &content) }
        for text in position { Self.add(text, to: &content) }
        return world.seal(content)
    }

    private static func add(_ text: String, to content: inout [UInt8]) {
        content.append(UInt8(truncatingIfNeeded: text.utf8.count >> 8))
        content.append(UInt8(truncatingIfNeeded: text.utf8.count))
        content.append(contentsOf: text.utf8)
    }

    /// Reads a token; nil for an absent one, which means the first page.
    ///
    /// - Parameter subject: what is asked for now; nil where the token alone says it.
    /// - Throws: a 400 naming `continuationToken` for a token that was not issued by this operation
    ///   for this subject, or that was changed.
    init?(
        _ token: String?, of list: List, subject: [String]?, in world: World
    ) throws(StoreError) {
        guard let token else { return nil }
        guard let found = PageToken(token, in: world), found.list == list,
            subject == nil || found.subject == subject
        else { throw Self.refusal }
        self = found
    }

    /// Nil for a text that is no token of this world, or too old.
    fileprivate init?(_ token: String, in world: World) {
        guard let content = world.open(token), content.count >= Self.headCount,
            content[0] == Self.form, let list = List(rawValue: content[1])
        else { return nil }
        self.list = list
        pageSize = Int(content[2])
        page = content[3..<Self.headCount].reduce(0) { $0 << 8 | Int($1) }
        var texts: [String] = []
        var rest = content.dropFirst(Self.headCount)
        while rest.count >= 2 {
            let count = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
            texts.append(String(decoding: rest.dropFirst(2).prefix(count), as: UTF8.self))
            rest = rest.dropFirst(2 + count)
        }
        // A store file may hold texts too long for a token, which then reads as other ones.
        let counts = list.textCounts
        guard texts.count == counts.subject + counts.position else { return nil }
        subject = Array(texts.prefix(counts.subject))
        position = Array(texts.dropFirst(counts.subject))
    }

    private static let refusal = StoreError.invalidParameter(
        "continuationToken",
        details: "continuationToken is not one that this operation issued for what is asked.",
        StoreRule.continuationToken)
}

extension StoreForBusiness {
    package func askedPage(_ request: Request) -> AskedPage? {
        guard let token = Self.pageKey(of: request) else { return .first }
        return AskedPage(number: PageToken(token, in: world).map { Int64($0.page) }, key: token)
    }
}

package import Emulation
package import HTTP
import SQLite

/// Everything that the next page of a list needs, because some clients send only the token.
struct PageToken {
    /// The lists that have pages. A token is valid for one of them only.
    enum List: UInt8 {
        case seatsOfUser = 1
        case seatsOfProduct = 2
        case inventory = 3

        /// The number of texts in `subject` and `position`.
        fileprivate var textCounts: (subject: Int, position: Int) {
            switch self {
            case .seatsOfUser: (1, 3)
            case .seatsOfProduct: (2, 1)
            case .inventory: (InventoryFilter.textCount, 1)
            }
        }
    }

    let list: List
    /// The number of the page in its traversal.
    let page: Int
    let pageSize: Int
    /// The subject of the list: a user, a product, a filter.
    let subject: [String]
    let start: PageStart

    init(list: List, page: Int, pageSize: Int, subject: [String], start: PageStart) {
        self.list = list
        self.page = page
        self.pageSize = pageSize
        self.subject = subject
        self.start = start
    }

    // A token holds its form, the list, the page size, the page in four bytes, and the texts, each
    // after its length in two bytes. The texts say behind which element the page begins, or in the
    // other form, behind how many.
    private static let form: UInt8 = 2
    private static let formByOffset: UInt8 = 3
    private static let headCount = 7

    /// - Parameter form: what a fault asks of the token.
    func sealed(in world: World, as form: TokenForm = .plain) -> String {
        var content: [UInt8] = []
        // Most tokens fit, including their authentication.
        content.reserveCapacity(224)
        var position: [String] = []
        switch start {
        case .beginning: position = ["0"]
        case .offset(let count): position = [String(count)]
        case .after(let keys): position = keys
        }
        content.append(start.offset == nil ? Self.form : Self.formByOffset)
        content.append(list.rawValue)
        content.append(UInt8(pageSize))
        let page = UInt32(clamping: page)
        for shift in [24, 16, 8, 0] { content.append(UInt8(truncatingIfNeeded: page >> shift)) }
        for text in subject { Self.add(text, to: &content) }
        for text in position { Self.add(text, to: &content) }
        return world.seal(content, as: form)
    }

    private static func add(_ text: String, to content: inout [UInt8]) {
        content.append(UInt8(truncatingIfNeeded: text.utf8.count >> 8))
        content.append(UInt8(truncatingIfNeeded: text.utf8.count))
        content.append(contentsOf: text.utf8)
    }

    /// Reads a request's token; nil if it is absent, which means the first page.
    ///
    /// - Parameter path: of the list.
    /// - Throws: a 400 naming `continuationToken` if the token was changed, or was not issued for
    ///   this list.
    init?(in request: Request, at path: Parameters, _ world: World) throws(StoreError) {
        guard let token = StoreForBusiness.pageKey(of: request) else { return nil }
        guard let found = world.redeem(token).flatMap(PageToken.init(content:)),
            found.belongs(toListAt: path)
        else { throw Self.refusal }
        self = found
    }

    fileprivate func belongs(toListAt path: Parameters) -> Bool {
        let (list, subject) = Self.list(at: path)
        return self.list == list && (subject == nil || self.subject == subject)
    }

    /// The list of a path, and its subject; nil if only a token has it.
    static func list(at path: Parameters) -> (List, subject: [String]?) {
        if let user = path.value(of: "username") { return (.seatsOfUser, [UserName.fold(user)]) }
        if let product = path.value(of: "productId"), let sku = path.value(of: "skuId") {
            return (.seatsOfProduct, ProductKey(productID: product, skuID: sku).folded)
        }
        return (.inventory, nil)
    }

    /// Nil if the content is that of no token.
    fileprivate init?(content: [UInt8]) {
        guard content.count >= Self.headCount,
            content[0] == Self.form || content[0] == Self.formByOffset,
            let list = List(rawValue: content[1])
        else { return nil }
        let isByOffset = content[0] == Self.formByOffset
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
        // A store file may hold texts that are too long for a token, which then reads back wrong.
        let counts = list.textCounts
        guard texts.count == counts.subject + (isByOffset ? 1 : counts.position) else {
            return nil
        }
        subject = Array(texts.prefix(counts.subject))
        let position = Array(texts.dropFirst(counts.subject))
        start = isByOffset ? .offset(Int64(position[0]) ?? 0) : .after(position)
    }

    private static let refusal = StoreError.invalidParameter(
        "continuationToken",
        details: "continuationToken is not one that this operation issued for what is asked.",
        StoreRule.continuationToken)
}

extension Answer {
    /// Marks the answer as a page of a list.
    ///
    /// - Parameters:
    ///   - values: of the list's condition.
    ///   - next: the token of the next page.
    func page(
        of values: [Value], items: [Item], _ issue: PageIssue, _ request: Request, next: String?
    ) -> Answer {
        var answer = self
        answer.page = ServedPage(
            of: values, items: items, number: issue.start?.page ?? 1, size: issue.pageSize,
            token: StoreForBusiness.pageKey(of: request), next: next)
        return answer
    }
}

extension StoreForBusiness {
    /// The token of the requested page; nil for a first page.
    static func pageKey(of request: Request) -> String? {
        request.target.argument("continuationToken")
    }

    package func askedPage(_ request: Request, at path: Parameters) -> AskedPage? {
        guard let token = Self.pageKey(of: request) else { return .first }
        let found = world.open(token).flatMap(PageToken.init(content:))
        // The operation refuses the token of another list, which names no page of this list.
        let isRefused = found.map { !$0.belongs(toListAt: path) } ?? true
        return AskedPage(number: isRefused ? nil : found.map { Int64($0.page) }, token: token)
    }
}

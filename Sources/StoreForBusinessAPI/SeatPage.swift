internal import JSON
internal import SQLite

/// The columns of a seat's row, in the order in which every query of the ledger gives them.
internal enum SeatColumn {
    static let dateAssigned: Int32 = 0
    static let productID: Int32 = 1
    static let skuID: Int32 = 2
}

/// A user's `SeatDetailsResultSet` in the making: rows go straight into its text.
///
/// The words between a row's columns are the same for every seat of a page, and put together once.
internal struct SeatPage: Sendable {
    /// The keys of the last seat of the page; nil while no seat beyond it has been seen.
    private(set) var next: [String]?
    private let size: Int
    private var count = 0
    private var last: [String]?
    private var printer: JSONPrinter
    /// `{"assignedTo":"ann@contoso.com","dateAssigned":"`
    private let opening: [UInt8]

    private let state = Self.state
    private let skuID = Self.skuID
    private let ending = Self.ending

    private static let state = Array(#"","state":"active","productKey":{"productId":""#.utf8)
    private static let skuID = Array(#"","skuId":""#.utf8)
    private static let ending = Array(#""}}"#.utf8)

    /// - Parameter name: the user whose seats they are, as it is stored.
    init(size: Int, assignedTo name: String) {
        self.size = size
        opening = Array(#"{"assignedTo":\#(JSON.string(name).text),"dateAssigned":""#.utf8)
        printer = JSONPrinter(reserving: 256 + size * (opening.count + 128))
        printer.beginObject()
        printer.name("seats")
        printer.beginArray()
    }

    /// Adds the seat of a row.
    ///
    /// - Returns: whether another is wanted; the one beyond the page only tells that there is one.
    mutating func add(_ row: borrowing Row) -> Bool {
        guard count < size else {
            next = last
            return false
        }
        count += 1
        printer.begin(opening)
        printer.characters { row.append(SeatColumn.dateAssigned, to: &$0) }
        printer.more(state)
        printer.characters { row.append(SeatColumn.productID, to: &$0) }
        printer.more(skuID)
        printer.characters { row.append(SeatColumn.skuID, to: &$0) }
        printer.more(ending)
        if count == size {
            last = [
                row.text(SeatColumn.dateAssigned), row.text(SeatColumn.productID),
                row.text(SeatColumn.skuID),
            ]
        }
        return true
    }

    /// The page's text; the member `continuationToken` is left out where there is none.
    mutating func finish(continuationToken: String?) -> [UInt8] {
        printer.endArray()
        printer.continuationToken(continuationToken)
        printer.endObject()
        return printer.bytes
    }
}

extension JSONPrinter {
    /// The member `continuationToken`, which is left out where there is no next page.
    internal mutating func continuationToken(_ token: String?) {
        guard let token else { return }
        name("continuationToken")
        string(token)
    }
}

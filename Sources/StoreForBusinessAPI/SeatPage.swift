internal import JSON
internal import SQLite

/// The columns of a seat's row, in the order in which every query of the ledger gives them.
internal enum SeatColumn {
    static let dateAssigned: Int32 = 0
    static let productID: Int32 = 1
    static let skuID: Int32 = 2
}

/// A user's `SeatDetailsResultSet` in the making: rows go straight into its text.
internal struct SeatPage: Sendable {
    /// The keys of the last seat of the page; nil while no seat beyond it has been seen.
    private(set) var next: [String]?
    private let size: Int
    private var count = 0
    private var last: [String]?
    private var printer: JSONPrinter
    private let name: String

    /// - Parameter name: the user whose seats they are, as it is stored.
    init(size: Int, assignedTo name: String) {
        self.size = size
        self.name = name
        printer = JSONPrinter(reserving: 256 + size * 192)
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
        printer.beginObject()
        printer.name("assignedTo")
        printer.string(name)
        printer.name("dateAssigned")
        row.withText(SeatColumn.dateAssigned) { printer.string(utf8: $0) }
        printer.name("state")
        printer.string("active")
        printer.name("productKey")
        printer.beginObject()
        printer.name("productId")
        row.withText(SeatColumn.productID) { printer.string(utf8: $0) }
        printer.name("skuId")
        row.withText(SeatColumn.skuID) { printer.string(utf8: $0) }
        printer.endObject()
        printer.endObject()
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

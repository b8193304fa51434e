internal import JSON
internal import SQLite

/// A `SeatDetailsResultSet` in the making: rows go straight into its text.
internal struct SeatPage {
    /// Where the next page starts; nil while no seat beyond this page has been seen.
    private(set) var next: SeatPosition?
    private let size: Int
    private var count = 0
    private var last: SeatPosition?
    private var printer: JSONPrinter

    init(size: Int) {
        self.size = size
        printer = JSONPrinter(reserving: 64 + size * 192)
        printer.beginObject()
        printer.name("seats")
        printer.beginArray()
    }

    /// Adds the seat of a row.
    ///
    /// - Returns: whether another is wanted; the one beyond the page only tells that there is one.
    mutating func add(_ row: borrowing Row, assignedTo name: String) -> Bool {
        guard count < size else {
            next = last
            return false
        }
        count += 1
        printer.seat(row, assignedTo: name)
        if count == size {
            last = SeatPosition(
                dateAssigned: row.text(Ledger.SeatColumn.dateAssigned),
                productID: row.text(Ledger.SeatColumn.productID),
                skuID: row.text(Ledger.SeatColumn.skuID))
        }
        return true
    }

    /// The page's text; the member `continuationToken` is left out where there is none.
    mutating func finish(continuationToken: String?) -> [UInt8] {
        printer.endArray()
        if let continuationToken {
            printer.name("continuationToken")
            printer.string(continuationToken)
        }
        printer.endObject()
        return printer.bytes
    }
}

extension JSONPrinter {
    /// A `SeatDetails` of an active seat.
    fileprivate mutating func seat(_ row: borrowing Row, assignedTo name: String) {
        beginObject()
        self.name("assignedTo")
        string(name)
        self.name("dateAssigned")
        row.withText(Ledger.SeatColumn.dateAssigned) { string(utf8: $0) }
        self.name("state")
        string("active")
        self.name("productKey")
        beginObject()
        self.name("productId")
        row.withText(Ledger.SeatColumn.productID) { string(utf8: $0) }
        self.name("skuId")
        row.withText(Ledger.SeatColumn.skuID) { string(utf8: $0) }
        endObject()
        endObject()
    }
}

import Emulation
import JSON
import SQLite

/// The columns of a seat's row, in the order of every query of the ledger.
enum SeatColumn {
    static let dateAssigned: Int32 = 0
    static let productID: Int32 = 1
    static let skuID: Int32 = 2
}

extension Seat {
    /// The seat in a row.
    ///
    /// - Parameter name: the name of its user, as it is stored.
    init(_ row: borrowing Row, assignedTo name: String) {
        self.init(
            assignedTo: name, dateAssigned: row.text(SeatColumn.dateAssigned), state: "active",
            key: ProductKey(
                productID: row.text(SeatColumn.productID), skuID: row.text(SeatColumn.skuID)))
    }
}

/// Builds a user's `SeatDetailsResultSet`. Rows are printed straight into its text.
///
/// The text between the columns is the same for every seat of a page, so it is built once.
struct SeatPage: Sendable {
    /// The keys of the page's last seat; nil unless there is a seat after it.
    private(set) var next: [String]?
    private let size: Int
    /// What the seats are, by their products.
    private(set) var items: [Item] = []
    private var last: [String]?
    private var printer: JSONPrinter
    private let name: String
    private let template: RowTemplate

    /// The text after the owner of each seat.
    private static let template = RowTemplate(
        [
            #","dateAssigned":""#, #"","state":"active","productKey":{"productId":""#,
            #"","skuId":""#, #""}}"#,
        ], columns: [SeatColumn.dateAssigned, SeatColumn.productID, SeatColumn.skuID],
        where: JSONPrinter.isPlain)

    /// - Parameter name: the name of the seats' user, as it is stored.
    init(size: Int, assignedTo name: String) {
        self.size = size
        items.reserveCapacity(size)
        self.name = name
        var owner = JSONPrinter()
        owner.beginObject()
        owner.name("assignedTo")
        owner.string(name)
        template = Self.template.behind(owner.bytes)
        printer = JSONPrinter(reserving: 256 + size * (template.count + 64))
        printer.beginObject()
        printer.name("seats")
        printer.beginArray()
    }

    /// Adds the seat in a row.
    ///
    /// - Returns: whether another element is wanted. An element beyond the page only shows that
    ///   there is a next page.
    mutating func add(_ row: borrowing Row) -> Bool {
        guard items.count < size else {
            next = last
            return false
        }
        items.append(Item(row, columns: SeatColumn.productID..<SeatColumn.skuID + 1))
        printer.beginValue()
        if row.append(template, to: &printer.bytes) {
            printer.endValue()
        } else {
            printer.value(Seat(row, assignedTo: name).json)
        }
        if items.count == size {
            let seat = Seat(row, assignedTo: name)
            last = [seat.dateAssigned, seat.key.productID, seat.key.skuID]
        }
        return true
    }

    /// The page's text; the member `continuationToken` is omitted if there is no token.
    mutating func finish(continuationToken: String?) -> [UInt8] {
        printer.endArray()
        printer.continuationToken(continuationToken)
        printer.endObject()
        return printer.bytes
    }
}

extension JSONPrinter {
    /// Prints the member `continuationToken`, unless there is no next page.
    mutating func continuationToken(_ token: String?) {
        guard let token else { return }
        name("continuationToken")
        string(token)
    }
}

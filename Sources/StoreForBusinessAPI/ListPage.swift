import JSON

/// A page of a list in the making, each element with the number by which the list is ordered.
struct ListPage {
    /// The number of the last element of the page; nil while none beyond it has been seen.
    private(set) var next: Int64?
    private let member: String
    private let size: Int
    private var last: Int64 = 0
    private var elements: [JSON] = []

    init(_ member: String, size: Int) {
        self.member = member
        self.size = size
    }

    /// - Returns: whether another is wanted; the one beyond the page only tells that there is one.
    mutating func add(_ element: JSON, at number: Int64) -> Bool {
        guard elements.count < size else {
            next = last
            return false
        }
        elements.append(element)
        last = number
        return true
    }

    /// The list and then its token, which is left out where there is no next page.
    func finish(continuationToken: String?) -> [UInt8] {
        var printer = begun()
        list(&printer)
        printer.continuationToken(continuationToken)
        printer.endObject()
        return printer.bytes
    }

    /// As the reference has it for the inventory: the token before the list.
    func finishInventory(continuationToken: String?) -> [UInt8] {
        var printer = begun()
        printer.continuationToken(continuationToken)
        list(&printer)
        printer.endObject()
        return printer.bytes
    }

    private func begun() -> JSONPrinter {
        var printer = JSONPrinter(reserving: 256 * (elements.count + 1))
        printer.beginObject()
        return printer
    }

    private func list(_ printer: inout JSONPrinter) {
        printer.name(member)
        printer.value(.array(elements))
    }
}

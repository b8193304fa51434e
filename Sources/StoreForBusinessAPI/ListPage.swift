import Emulation
import JSON

/// Builds a page of a list. Each element has a number that orders the list.
struct ListPage {
    /// The number of the page's last element; nil unless there is an element after it.
    private(set) var next: Int64?
    private let member: String
    private let size: Int
    private var last: Int64 = 0
    private var elements: [JSON] = []
    /// What the elements are.
    private(set) var items: [Item] = []

    init(_ member: String, size: Int) {
        self.member = member
        self.size = size
    }

    /// - Returns: whether another element is wanted. An element beyond the page only shows that
    ///   there is a next page.
    mutating func add(_ element: JSON, _ item: Item, at number: Int64) -> Bool {
        guard elements.count < size else {
            next = last
            return false
        }
        elements.append(element)
        items.append(item)
        last = number
        return true
    }

    /// The page's text. It has no token if there is no next page.
    ///
    /// - Parameter tokenFirst: whether the token comes before the list, as the reference has it for
    ///   the inventory.
    func finish(continuationToken: String?, tokenFirst: Bool = false) -> [UInt8] {
        var printer = JSONPrinter(reserving: 256 * (elements.count + 1))
        printer.beginObject()
        if tokenFirst { printer.continuationToken(continuationToken) }
        printer.name(member)
        printer.value(.array(elements))
        if !tokenFirst { printer.continuationToken(continuationToken) }
        printer.endObject()
        return printer.bytes
    }
}

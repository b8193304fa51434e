import Emulation
import HTTP
import JSON
import SQLite

/// Counts all rows of a list, and keeps those of one page.
struct PagedList {
    private let page: NumberedPage
    /// The values that choose the list.
    private let values: [Value]
    private var rows: [JSON] = []
    private var items: [Item] = []
    private var count: Int64 = 0

    /// - Parameter values: the values that choose the list.
    init(_ page: NumberedPage, of values: Value...) {
        self.page = page
        self.values = values
    }

    /// Counts a row, and makes it if it is on the page.
    ///
    /// - Parameter number: the row's in its table.
    mutating func add(_ number: Int64, _ row: () throws -> JSON) rethrows {
        count += 1
        guard count > page.offset, rows.count < page.size else { return }
        rows.append(try row())
        items.append(Item(number))
    }

    func answer(by rule: Rule) -> Answer {
        var answer = Answer(response, by: rule)
        answer.page = ServedPage(
            of: values, items: items, number: page.index, size: page.size, count: count)
        return answer
    }

    /// `{"data":[…],"metadata":{"pageIndex":…,"pageSize":…,"totalCount":…}}`
    private var response: Response {
        Response(json: [
            "data": .array(rows),
            "metadata": [
                "pageIndex": .integer(page.index), "pageSize": .integer(page.size),
                "totalCount": .integer(count),
            ],
        ])
    }
}

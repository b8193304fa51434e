import Emulation
import HTTP
import JSON
import SQLite

/// Counts all rows of a list, and keeps those of one page.
struct PagedList {
    private let page: NumberedPage
    /// The values that choose the list.
    private let values: [Value]
    private var rows: NumberedRows

    /// - Parameters:
    ///   - form: what faults ask of the page; nil if no fault acts.
    ///   - values: the values that choose the list.
    init(_ page: NumberedPage, in form: PageForm?, of values: Value...) {
        self.page = page
        self.values = values
        rows = NumberedRows(offset: page.offset, size: page.size, in: form)
    }

    /// Counts a row, and makes it if it is on the page.
    ///
    /// - Parameters:
    ///   - number: the row's in its table; nil if its name is enough to tell it from others.
    ///   - name: the member that is its name.
    mutating func add(
        _ number: Int64? = nil, by name: String, _ row: () throws -> JSON
    ) rethrows {
        try rows.add {
            let row = try row()
            let text = row[name]?.string ?? ""
            return (row, number.map { Item($0, text) } ?? Item(text))
        }
    }

    func answer(by rule: Rule) -> Answer {
        let made = rows.made
        var answer = Answer(response(made), by: rule)
        answer.page = ServedPage(
            of: values, items: made.items, number: page.index, size: page.size,
            count: made.told, tellsTotal: made.tellsTotal)
        answer.pageReport = made.report
        return answer
    }

    /// `{"data":[…],"metadata":{"pageIndex":…,"pageSize":…,"totalCount":…}}`
    private func response(_ made: NumberedRows.Made) -> Response {
        let data = JSON.Member(name: "data", value: .array(made.rows))
        guard made.hasMetadata else { return Response(json: .object([data])) }
        let total = made.total.map { [JSON.Member(name: "totalCount", value: .integer($0))] }
        let page: JSON = ["pageIndex": .integer(page.index), "pageSize": .integer(page.size)]
        let metadata = JSON.Member(
            name: "metadata", value: .object(page.members + (total ?? [])))
        return Response(json: .object([data, metadata]))
    }
}

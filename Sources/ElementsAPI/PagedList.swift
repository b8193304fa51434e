import Emulation
import HTTP
import JSON

/// Counts all rows of a list, and keeps those of one page.
struct PagedList {
    private let page: NumberedPage
    private var rows: [JSON] = []
    private var count: Int64 = 0

    init(_ page: NumberedPage) {
        self.page = page
    }

    /// Counts a row, and makes it if it is on the page.
    mutating func add(_ row: () throws -> JSON) rethrows {
        count += 1
        if count > page.offset, rows.count < page.size { rows.append(try row()) }
    }

    /// The page, and the key of the next page.
    func answer(to request: Request, by rule: Rule) -> Answer {
        var answer = Answer(response, by: rule)
        let (end, isTooLarge) = page.offset.addingReportingOverflow(page.size)
        let next = isTooLarge || end >= count ? nil : page.key(request, index: page.index + 1)
        answer.page = (page.key(request), next)
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

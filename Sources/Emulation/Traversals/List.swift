import HTTP

/// What an operation lists: rows of one table, each of which is an item.
///
/// All that is known of a list stands here, so the walks along a list of any API are judged alike.
package struct List: Sendable {
    let table: String
    /// What an item is told by from all others of the list: columns, or other expressions.
    let identity: [String]
    /// The columns that say where an item stands.
    let order: [String]
    /// Which rows belong to it: a condition over the table, with `?1`, `?2`, … for the values that
    /// choose one list.
    ///
    /// It is also asked of rows that are no longer there. Such a row has no table, and so no
    /// collating sequence: the condition names those that it needs.
    package let condition: String
    /// The columns that the first values are equal to, in this order; case does not matter.
    let parts: [String]
    /// The parameters of a request that only page.
    let paging: Paging
    /// How its pages are found, and what of its items faults can change.
    let form: ListForm

    /// The names of the parameters that choose a page: `continuationToken` and `maxResults`.
    package struct Paging: Sendable {
        let page: String
        let size: String?

        package init(page: String, size: String? = nil) {
            self.page = page
            self.size = size
        }

        func has(_ name: Substring) -> Bool {
            equalsIgnoringCase(name, page) || size.map { equalsIgnoringCase(name, $0) } == true
        }
    }

    /// - Parameters:
    ///   - identity: what an item is told by from all others of the list.
    ///   - order: the columns that say where an item stands. A row that moves has gone and come.
    ///   - parts: the columns that the first values are equal to, if there are any. With them a
    ///     judge need not look at all changes of the table.
    ///   - form: how its pages are found, and what of its items faults can change.
    package init(
        of table: String, identity: [String], order: [String] = [], where condition: String,
        parts: [String] = [], pagedBy paging: Paging, in form: ListForm
    ) {
        self.table = table
        self.identity = identity
        self.order = order
        self.condition = condition
        self.parts = parts
        self.paging = paging
        self.form = form
    }

    /// A query for the identities of its items, and then for their places.
    var query: String {
        "SELECT \((identity + order).joined(separator: ", ")) FROM \(table) WHERE \(condition)"
    }
}

import Emulation
import HTTP
import JSON
import SQLite

/// Builds a page of a list. Each element has a position in the order of the list.
struct ListPage<Position: Sendable>: Sendable {
    private let member: String
    private var page: TokenPage<Position>

    /// - Parameter form: what faults ask of the page; nil if no fault acts.
    init(_ member: String, size: Int, in form: PageForm?) {
        self.member = member
        page = TokenPage(size: size, in: form)
    }

    /// Begins the page.
    ///
    /// - Parameter keys: the keys of so many items up to the one with these keys, the last first.
    /// - Returns: where the elements begin that are to be added.
    mutating func begin(
        _ start: PageStart, keys: (_ upTo: [String], _ limit: Int) throws -> [[String]]
    ) rethrows -> PageStart {
        let (start, count) = try start.back(page.back, keys: keys)
        page.begin(before: count)
        return start
    }

    /// - Returns: whether another element is wanted. An element beyond the page only shows that
    ///   there is a next page.
    mutating func add(_ element: JSON, _ item: Item, at position: Position) -> Bool {
        page.add(element, item, at: position)
    }

    /// The page as the answer to a request. It has no token if there is no next page.
    ///
    /// - Parameters:
    ///   - tokenFirst: whether the token comes before the list, as the reference has it for the
    ///     inventory.
    ///   - values: of the list's condition.
    ///   - keys: the keys of an element.
    func answer(
        to request: Request, _ issue: PageIssue, of values: [Value], tokenFirst: Bool = false,
        by rule: Rule, keys: (Position) -> [String]
    ) -> Answer {
        let made = page.made
        let token = made.token(askedWith: StoreForBusiness.pageKey(of: request)) {
            issue.token(to: $0, as: $1, keys: keys)
        }
        var printer = JSONPrinter(reserving: 256 * (made.items.count + 1))
        printer.beginObject()
        if tokenFirst { printer.continuationToken(token) }
        printer.name(member)
        printer.value(.array(made.items))
        if !tokenFirst { printer.continuationToken(token) }
        printer.endObject()
        var answer = Answer(Response(jsonText: printer.bytes), by: rule)
            .page(of: values, items: made.identities, issue, request, next: token.key)
        answer.pageReport = made.report
        return answer
    }
}

extension JSONPrinter {
    /// Prints the member `continuationToken`, unless the page has none.
    fileprivate mutating func continuationToken(_ token: NextToken) {
        switch token {
        case .none: break
        case .null:
            name("continuationToken")
            null()
        case .token(let text): continuationToken(text)
        }
    }
}

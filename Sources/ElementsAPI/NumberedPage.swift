package import Emulation
package import HTTP

/// A page by its number: `pageIndex` from 1 and `pageSize`, by default 50, both in the query.
struct NumberedPage {
    let index: Int64
    let size: Int64

    private static let standard: Int64 = 50
    private static let largest: Int64 = 100

    /// - Throws: a 400 naming the parameter that is less than 1 or not an integer.
    init(_ target: Target, quirk: PageSizeLimit) throws(ElementsError) {
        index = try Self.number("pageIndex", target, otherwise: 1, atMost: .max)
        let size = try Self.number(
            "pageSize", target, otherwise: Self.standard,
            atMost: quirk == .reject ? Self.largest : .max)
        self.size = min(size, Self.largest)
    }

    private static func number(
        _ name: String, _ target: Target, otherwise standard: Int64, atMost bound: Int64
    ) throws(ElementsError) -> Int64 {
        guard let text = target.argument(name) else { return standard }
        guard let number = Int64(text), number >= 1, number <= bound else {
            let range = bound == .max ? "1 or more" : "from 1 to \(bound)"
            throw .invalidParameter(
                name, details: "\(name) must be an integer, \(range), not '\(text.prefix(100))'.",
                ElementsRule.page)
        }
        return number
    }

    /// The number of elements before the page. It saturates, because a page far beyond the end is
    /// empty in any case.
    var offset: Int64 {
        let (product, isTooLarge) = (index - 1).multipliedReportingOverflow(by: size)
        return isTooLarge ? .max : product
    }
}

extension Elements {
    /// The page that a request asks for; nil if it says no number.
    package func askedPage(_ request: Request, at path: Parameters) -> AskedPage? {
        guard let text = request.target.argument("pageIndex") else { return .first }
        return Int64(text).map(AskedPage.init)
    }
}

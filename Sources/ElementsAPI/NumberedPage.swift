package import Emulation
package import HTTP

/// A page by its number: `pageIndex` from 1, `pageSize` 50 unless asked for, both in the query.
struct NumberedPage {
    let index: Int64
    let size: Int64

    private static let standard: Int64 = 50
    private static let largest: Int64 = 100

    /// - Throws: a 400 naming the parameter that is below 1 or no integer.
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
                name, "\(name) must be an integer, \(range), not '\(text.prefix(100))'.",
                ElementsRule.page)
        }
        return number
    }

    /// How many elements come before the page; a page far behind the end is as empty as the next.
    var offset: Int64 {
        let (product, isTooLarge) = (index - 1).multipliedReportingOverflow(by: size)
        return isTooLarge ? .max : product
    }
}

extension NumberedPage {
    /// What the page of a request is asked for by: the list and a number; nil for the first page.
    func key(_ request: Request) -> String? {
        index == 1 ? nil : key(request, index: index)
    }

    func key(_ request: Request, index: Int64) -> String {
        "\(request.target.canonicalPath.lowercased())?\(index)&\(size)"
    }
}

extension Elements {
    /// The page that a request for a list asks for; nil for a number or a size that none has.
    package func askedPage(_ request: Request) -> AskedPage? {
        do throws(ElementsError) {
            let page = try NumberedPage(request.target, quirk: .clamp)
            return AskedPage(number: page.index, key: page.key(request))
        } catch {
            return nil
        }
    }
}

import System

/// The page of a list that a request asks for.
package struct AskedPage: Sendable {
    /// From 1 on, or nil if the request does not say.
    let number: Int64?
    /// What the request names the page by.
    let name: PageName
    /// The token of the request; nil for the first page and for numbered pages.
    let token: String?

    /// A page of a list whose pages lead to the next by a token.
    ///
    /// - Parameter token: what the request names the page by; nil for the first.
    package init(number: Int64?, token: String?) {
        self.number = number
        self.token = token
        name = token.map { .token(Fingerprint($0)) } ?? .first
    }

    /// A page of a list whose pages have numbers. A wrong number is less than 1.
    package init(number: Int64) {
        self.number = number
        token = nil
        name = PageName(number: number)
    }

    /// The page of a request that names no page.
    package static let first = AskedPage(number: 1, token: nil)
}

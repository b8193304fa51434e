/// The page of a list that a request asks for.
package struct AskedPage: Sendable {
    /// From 1 on, or nil if the request does not say.
    let number: Int64?
    /// What the request names the page by, or nil for the first page.
    let key: String?

    package init(number: Int64?, key: String?) {
        self.number = number
        self.key = key
    }

    /// The page of a request that names no page.
    package static let first = AskedPage(number: 1, key: nil)
}

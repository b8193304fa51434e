/// A page of a list, as a request asks for it.
package struct AskedPage: Sendable {
    /// From 1 on; nil where the request does not tell.
    let number: Int64?
    /// What it is asked for by; nil for a first page.
    let key: String?

    package init(number: Int64?, key: String?) {
        self.number = number
        self.key = key
    }

    /// The page that nobody has to be told of.
    package static let first = AskedPage(number: 1, key: nil)
}

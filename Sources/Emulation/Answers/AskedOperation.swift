package import HTTP

/// An operation as the reference names it, with what a request asks it by.
package struct AskedOperation: Sendable {
    /// `store.listSeatsOfUser`
    package let name: String
    package let parameters: Parameters
    /// Nil where the operation has no pages, and where none can be meant.
    package let page: AskedPage?
}

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

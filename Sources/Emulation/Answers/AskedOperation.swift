package import HTTP

/// The operation that a request asks for.
package struct AskedOperation: Sendable {
    /// `store.listSeatsOfUser`
    package let name: String
    package let parameters: Parameters
    /// Nil if the operation has no pages, or the request has no valid key of a page.
    package let page: AskedPage?
    /// The list that it asks for a page of; nil if the operation has no pages.
    package let list: AskedList?
    /// What that list holds, and how it is paged.
    let kind: List?
}

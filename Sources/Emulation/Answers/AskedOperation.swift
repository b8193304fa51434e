package import HTTP

/// An operation as the reference names it, with what a request asks it by.
package struct AskedOperation: Sendable {
    /// `store.listSeatsOfUser`
    package let name: String
    package let parameters: Parameters
    /// Nil where the operation has no pages, and where none can be meant.
    package let page: AskedPage?
}

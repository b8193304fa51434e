/// An operation of an API, and what the contract says of it.
package struct OperationContract: Sendable {
    /// `store.listSeatsOfUser`
    package let name: String
    /// The rules that can decide an answer to it.
    package let rules: [Rule]
}

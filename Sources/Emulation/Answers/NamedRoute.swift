/// A route of an API, with the operation that it leads to.
struct NamedRoute: Sendable {
    /// `GET`
    let method: String
    /// `/V1/Users/{username}/Seats`
    let pattern: String
    /// `store.listSeatsOfUser`
    let operation: String
    /// `store`
    let api: String

    /// - Parameter route: `METHOD /pattern`
    init(_ route: String, operation: String, of api: String) {
        let words = route.split(separator: " ", maxSplits: 1)
        method = String(words[0])
        pattern = String(words[1])
        self.operation = operation
        self.api = api
    }
}

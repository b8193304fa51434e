import HTTP
import System

/// The list that a request asks for, as far as its text says.
///
/// A token names the list by itself, so a request with one need not repeat what chooses the items.
package struct AskedList: Hashable, Sendable {
    /// Stands for the operation and the path.
    let place: Fingerprint
    /// Stands for the query, without what only pages, and the content.
    let filter: Fingerprint

    init(_ operation: String, _ parameters: Parameters, _ request: Request, _ list: List) {
        var place = Fingerprint()
        place.combine(operation)
        for parameter in parameters.values { place.combine(ignoringCase: parameter.value) }
        self.place = place
        var filter = Fingerprint()
        for item in request.target.query
        where !list.paging.has(item.name.drop(while: { $0 == "?" })) {
            filter.combine(ignoringCase: item.name)
            filter.combine(item.value)
        }
        if !request.body.isEmpty { filter.combine(request.body) }
        self.filter = filter
    }
}

/// What an application may see of an API's data.
package enum ApplicationScope: Equatable, Sendable {
    case all
    /// The data of these ids, in lower case.
    case only(Set<String>)

    package func covers(_ id: String) -> Bool {
        switch self {
        case .all: true
        case .only(let ids): ids.contains(id.lowercased())
        }
    }
}

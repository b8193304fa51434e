/// What of an API's data an application may see.
package enum ApplicationScope: Equatable, Sendable {
    case all
    /// What has these ids, in lower case.
    case only(Set<String>)

    package func covers(_ id: String) -> Bool {
        switch self {
        case .all: true
        case .only(let ids): ids.contains(id.lowercased())
        }
    }
}

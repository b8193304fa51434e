package import HTTP

/// The APIs of an emulator, and what they declare.
package struct Roster: Sendable {
    /// In the order in which their prefixes are compared with the path of a request.
    package let apis: [any API.Type]
    /// The APIs that have data.
    package let seeded: [any SeededAPI.Type]
    /// The names of all operations: `store.listSeatsOfUser`.
    package let operations: [String]
    /// The subjects by which faults and searches of the journal match requests.
    package let subjects: [RequestSubject]
    /// What paged operations list, by their names.
    let lists: [String: List]
    /// The API that each of the emulated hosts belongs to.
    private let services: [Host: any API.Type]
    /// The names of the emulated hosts.
    private let hostNames: [[UInt8]]

    package init(_ apis: [any API.Type]) {
        self.apis = apis
        seeded = apis.compactMap { $0 as? any SeededAPI.Type }
        operations = apis.flatMap { $0.operations }
        subjects = apis.flatMap { $0.subjects }
        lists = apis.reduce(into: [:]) { $0.merge($1.lists) { first, _ in first } }
        services = Dictionary(
            apis.flatMap { api in
                api.hosts.map { name -> (Host, any API.Type) in
                    guard let host = Host(name[...]) else {
                        preconditionFailure("\(api.name) has the host \(name), which is none")
                    }
                    return (host, api)
                }
            }, uniquingKeysWith: { first, _ in first })
        hostNames = apis.flatMap { $0.hosts }.map { Array($0.utf8) }
    }

    /// The names of all hosts that are emulated.
    package var hosts: [String] { apis.flatMap { $0.hosts } }

    /// The paged operations in the order of the references, and how their lists are paged.
    var pagedOperations: [(name: String, form: ListForm)] {
        operations.compactMap { name in lists[name].map { (name, $0.form) } }
    }

    /// Their names alone.
    package var listOperations: [String] { pagedOperations.map(\.name) }

    /// All routes, each with its operation.
    var namedRoutes: [NamedRoute] {
        apis.flatMap { api in
            zip(api.routes, api.operations).map { NamedRoute($0, operation: $1, of: api.name) }
        }
    }

    package var quirks: [any Quirk.Type] { apis.flatMap { $0.quirks } }

    package var rules: [Rule] { apis.flatMap { $0.rules } + WorldRule.all }

    /// The permissions that an application can have.
    package var permissions: [String] { apis.flatMap { $0.permissions } }

    /// The scopes that an application can have, sorted by the names of their members.
    var scopes: [ScopeMember] {
        seeded.compactMap { $0.scope }.sorted { $0.name < $1.name }
    }

    /// The names of all audiences for which an API issues tokens.
    package func audiences(ofTokensFrom issuer: String) -> [String] {
        apis.compactMap { $0.audience }.filter { $0.issuer == issuer }.flatMap(\.names)
    }

    /// The API that alone answers requests to a host, or nil if the host is not emulated.
    package func api(standingFor authority: String) -> (any API.Type)? {
        // Most requests name an address or this machine, which need not be read as a host.
        let bytes = authority.utf8.span
        guard hostNames.contains(where: { startsIgnoringCase(bytes, with: $0.span) }) else {
            return nil
        }
        return Host(authority: authority).flatMap { services[$0] }
    }

    /// The API that answers requests to a target, or nil.
    package func api(for target: Target) -> (any API.Type)? {
        apis.first { api in api.prefixes.contains { $0.matches(target) } }
    }
}

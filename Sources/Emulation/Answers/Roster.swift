package import HTTP

/// The APIs of an emulator, and what they declare.
package struct Roster: Sendable {
    /// In the order in which the beginnings of their paths are compared with a request's.
    package let apis: [any API.Type]
    /// Those that have data.
    package let seeded: [any SeededAPI.Type]
    /// Of all operations: `store.listSeatsOfUser`.
    package let operations: [String]
    /// What faults and searches of the journal find requests by.
    package let subjects: [RequestSubject]

    package init(_ apis: [any API.Type]) {
        self.apis = apis
        seeded = apis.compactMap { $0 as? any SeededAPI.Type }
        operations = apis.flatMap { $0.operations }
        subjects = apis.flatMap { $0.subjects }
    }

    package var quirks: [any Quirk.Type] { apis.flatMap { $0.quirks } }

    package var rules: [Rule] { apis.flatMap { $0.rules } + WorldRule.all }

    /// What applications can be allowed to do.
    package var permissions: [String] { apis.flatMap { $0.permissions } }

    /// What applications can be bounded to, in the order of the members' names.
    var scopes: [ScopeMember] {
        seeded.compactMap { $0.scope }.sorted { $0.name < $1.name }
    }

    /// What an API issues tokens for.
    package func audiences(ofTokensFrom issuer: String) -> [String] {
        apis.compactMap { $0.audience }.filter { $0.issuer == issuer }.flatMap(\.names)
    }

    /// The API that answers paths that begin as this one does.
    package func api(for target: Target) -> (any API.Type)? {
        apis.first { api in api.prefixes.contains { $0.matches(target) } }
    }
}

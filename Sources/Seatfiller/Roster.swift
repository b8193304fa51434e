internal import ControlAPI
internal import ElementsAPI
internal import Emulation
internal import HTTP
internal import IdentityAPI
internal import StoreForBusinessAPI

/// Every API there is: a third one is a folder, a word in `Package.swift` and a line here.
internal enum Roster {
    static let seeded: [any SeededAPI.Type] = [
        StoreForBusiness.self,
        Elements.self,
    ]

    /// Those that emulate a service, and those that issue the tokens for it.
    static let apis: [any API.Type] =
        seeded.map { $0 } + [AvePointIdentity.self, Entra.self]

    /// The API that answers paths that begin as this one does; nil for the control plane, which is
    /// asked first: tenants can be called anything.
    static func api(for target: Target) -> (any API.Type)? {
        guard !Control.prefixes.contains(where: { $0.matches(target) }) else { return nil }
        return apis.first { api in api.prefixes.contains { $0.matches(target) } }
    }

    static let operations = apis.flatMap { $0.operations }

    static let quirks = apis.flatMap { $0.quirks }
}

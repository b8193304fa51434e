internal import ControlAPI
internal import ElementsAPI
internal import Emulation
internal import IdentityAPI
internal import StoreForBusinessAPI

/// Every API there is: a third one is a folder, a word in `Package.swift` and a line here.
internal enum Roster {
    static let seeded: [any SeededAPI.Type] = [
        StoreForBusiness.self,
        Elements.self,
    ]

    /// Those that emulate a service, and those that issue the tokens for it.
    static let apis: [any API.Type] = seeded + [AvePointIdentity.self, Entra.self]

    static let quirks = apis.flatMap { $0.quirks }
}

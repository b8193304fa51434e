internal import ControlAPI
internal import ElementsAPI
internal import Emulation
internal import StoreForBusinessAPI

/// Every API there is: a third one is a folder, a word in `Package.swift` and a line here.
internal enum Roster {
    static let apis: [any API.Type] = [
        StoreForBusiness.self,
        Elements.self,
    ]

    static let quirks = apis.flatMap { $0.quirks }
}

import ElementsAPI
package import Emulation
import IdentityAPI
import StoreForBusinessAPI

extension Roster {
    /// The emulated APIs. A third API needs a folder, an entry in `Package.swift` and a line here.
    ///
    /// Entra comes last because its paths begin with the name of a tenant, which can be anything.
    package static let standard = Roster([
        StoreForBusiness.self, DisplayCatalog.self, Elements.self, AvePointIdentity.self,
        Entra.self,
    ])
}

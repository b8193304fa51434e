import ElementsAPI
package import Emulation
import IdentityAPI
import StoreForBusinessAPI

extension Roster {
    /// What is emulated: a third API is a folder, a word in `Package.swift` and a line here.
    ///
    /// Entra comes last, whose paths begin with the name of any tenant.
    package static let standard = Roster([
        StoreForBusiness.self, DisplayCatalog.self, Elements.self, AvePointIdentity.self,
        Entra.self,
    ])
}

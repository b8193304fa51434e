import Emulation
import JSON

extension World {
    /// The claims of a token that is issued inside of this world: it carries the world, unless that
    /// is the one of those who name none.
    func claiming(_ claims: JSON) -> JSON {
        guard name != .default else { return claims }
        return .object(
            claims.members + [
                JSON.Member(name: WorldSelection.claim, value: .string(name.description))
            ])
    }
}

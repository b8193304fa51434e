import Emulation
import JSON

extension World {
    /// The claims of a token that is issued in this world. They name the world, unless it is
    /// `default`.
    func claiming(_ claims: JSON) -> JSON {
        guard name != .default else { return claims }
        return .object(
            claims.members + [
                JSON.Member(name: WorldSelection.claim, value: .string(name.description))
            ])
    }
}

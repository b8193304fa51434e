/// Why a world cannot be found, made or dropped.
package enum WorldRefusal: Error, Equatable, Sendable {
    case noName(String)
    case tooMany(Int)
    case exists(WorldName)
    case unknown(WorldName)
    /// The request says that the world has been made before, but it does not exist.
    case gone(WorldName)
    /// `X-Seatfiller-World-Exists` has this value, which it cannot have.
    case noClaim(String)
    /// The default world cannot be dropped.
    case isDefault
    /// There is no memory for the world. The reason is a clause without a full stop.
    case noMemory(String)
}

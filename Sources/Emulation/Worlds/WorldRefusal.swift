/// Why there is no such world.
package enum WorldRefusal: Error, Equatable, Sendable {
    case noName(String)
    case tooMany(Int)
    case exists(WorldName)
    case unknown(WorldName)
    /// It has been, as the request says.
    case gone(WorldName)
    /// What `X-Seatfiller-World-Exists` says.
    case noClaim(String)
    /// The world of those who name none stays.
    case isDefault
    /// There is no memory for it.
    case noMemory(String)
}

/// A world whose data cannot be read or written, through no fault of the request.
package enum DataError: Error, Sendable {
    /// The world may not grow any more.
    case worldFull(WorldName, growth: Int)
    /// The disk of the store file at this path is full.
    case diskFull(path: String)
    /// The process may not open any more files.
    case outOfDescriptors
    /// Another process has the store file locked.
    case storeBusy
    /// The store file is not the one that was opened. The reason is a clause without a full stop.
    case storeLost(reason: String)
    /// Another world has taken the place of this one.
    case worldReplaced
    /// A reset has nothing to return to: the store file was too large to keep its seeded state.
    case seededStateLost
}

/// Faults that a world has no room for.
package struct TooManyFaults: Error {
    /// How many it has.
    package let present: Int
}

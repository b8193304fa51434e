/// A world has no room for all of the new faults.
package struct TooManyFaults: Error {
    /// How many faults the world has.
    package let present: Int

    package init(present: Int) {
        self.present = present
    }
}

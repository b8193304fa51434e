/// The first mistake in a text that is not JSON: its place, and what was expected there.
package struct JSONError: Error, Equatable, Sendable {
    /// The offset of the offending byte.
    package let offset: Int
    package let place: TextPlace
    package let message: String
}

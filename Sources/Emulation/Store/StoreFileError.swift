/// A store that cannot be used: its path and why.
package struct StoreFileError: Error, Equatable, Sendable, CustomStringConvertible {
    package let path: String
    package let message: String

    package var description: String { "\(path) \(message)" }
}

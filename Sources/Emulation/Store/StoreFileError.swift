/// A store file that cannot be used, and why.
package struct StoreFileError: Error, Equatable, Sendable, CustomStringConvertible {
    package let path: String
    package let message: String

    package var description: String { "\(path) \(message)" }
}

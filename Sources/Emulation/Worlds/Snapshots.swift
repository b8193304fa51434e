package import SQLite
import Synchronization

/// States of a world's data that somebody has kept, each under a name.
package final class Snapshots: Sendable {
    /// The largest number of snapshots that a world keeps.
    package static let most = 100

    private let images = Mutex<[String: Image]>([:])

    /// All names, sorted.
    package var names: [String] { images.withLock { $0.keys.sorted() } }

    /// The snapshot of this name, or nil.
    package subscript(name: String) -> Image? { images.withLock { $0[name] } }

    /// Keeps a snapshot, and replaces the one that has the same name.
    ///
    /// - Returns: false if there are too many.
    package func keep(_ image: Image, as name: String) -> Bool {
        images.withLock { images in
            guard images[name] != nil || images.count < Self.most else { return false }
            images[name] = image
            return true
        }
    }

    /// - Returns: false if there is no snapshot of this name.
    package func drop(_ name: String) -> Bool {
        images.withLock { $0.removeValue(forKey: name) != nil }
    }
}

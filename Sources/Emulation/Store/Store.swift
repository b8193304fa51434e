import SQLite

/// The place of a world's data.
enum Store: Sendable {
    case memory(MemoryStore)
    case file(FileStore)

    /// Changes with every change of data in memory. Changes of a file cannot be seen.
    var revision: Int {
        switch self {
        case .memory(let store): store.revision
        case .file: 0
        }
    }

    /// The log of the changes of rows, if there is one.
    var changes: ChangeLog? {
        switch self {
        case .memory(let store): store.changes
        case .file(let store): store.changes
        }
    }

    /// The data as it is now, on a connection of its own, and the number of the latest change that
    /// it holds.
    func present() throws -> (Connection, lastChange: Int) {
        switch self {
        case .memory(let store): try store.present()
        case .file(let store): try store.present()
        }
    }

    /// An image of the data as it is now.
    func image() throws -> Image {
        switch self {
        case .memory(let store): try store.image()
        case .file(let store): try store.image()
        }
    }

    /// An image of the seeded state, for new worlds.
    func firstImage() throws -> Image {
        switch self {
        case .memory(let store): try store.image()
        case .file(let store): try store.firstImage()
        }
    }

    /// The data as it is now, on a connection of its own. Later changes do not show in it.
    func view() throws -> Connection {
        switch self {
        case .memory(let store): try StoreFile.open(store.image(), growth: 0)
        case .file(let store): try store.view()
        }
    }

    /// Replaces data in memory. The data of a file has been replaced before.
    ///
    /// - Parameter isSeed: whether a reset returns to this data.
    mutating func begin(_ image: Image, asSeed isSeed: Bool) {
        guard case .memory(let store) = self else { return }
        self = .memory(store.replaced(by: image, asSeed: isSeed))
    }

    /// The memory that no other world shares.
    var privateByteCount: Int {
        switch self {
        case .memory(let store): store.privateByteCount
        case .file(let store): store.privateByteCount
        }
    }
}

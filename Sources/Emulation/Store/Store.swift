import SQLite

/// Where the data of a world is.
enum Store: Sendable {
    case memory(MemoryStore)
    case file(FileStore)

    /// Of memory another number after every change; of a file nobody knows.
    var revision: Int {
        switch self {
        case .memory(let store): store.revision
        case .file: 0
        }
    }

    /// What it holds now.
    func image() throws -> Image {
        switch self {
        case .memory(let store): try store.image()
        case .file(let store): try store.image()
        }
    }

    /// What other worlds begin with that are made of this one unchanged.
    func firstImage() throws -> Image {
        switch self {
        case .memory(let store): try store.image()
        case .file(let store): try store.firstImage()
        }
    }

    /// The data as it is now, on a connection of its own: what changes later does not show.
    func view() throws -> Connection {
        switch self {
        case .memory(let store): try StoreFile.open(store.image(), growth: 0)
        case .file(let store): try store.view()
        }
    }

    /// Puts other data in place of what is there; in a file that has been done already.
    ///
    /// - Parameter isSeed: whether the world begins with it.
    mutating func begin(_ image: Image, asSeed isSeed: Bool) {
        guard case .memory(let store) = self else { return }
        self = .memory(store.replaced(by: image, asSeed: isSeed))
    }

    /// The memory that nobody else shares.
    var privateByteCount: Int {
        switch self {
        case .memory(let store): store.privateByteCount
        case .file(let store): store.privateByteCount
        }
    }
}

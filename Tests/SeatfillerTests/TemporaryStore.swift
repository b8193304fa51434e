import Foundation

/// A place for a store file of a test's own.
struct TemporaryStore {
    let path = FileManager.default.temporaryDirectory
        .appending(path: "seatfiller-\(UUID().uuidString).db").path

    /// Removes the file and what SQLite has left beside it.
    func remove() {
        for ending in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + ending)
        }
    }
}

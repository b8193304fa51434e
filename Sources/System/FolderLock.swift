import Glibc

/// A lock on a folder, which one process at a time can hold.
package final class FolderLock {
    private let descriptor: Int32

    /// Waits until no other process holds the lock.
    package init(_ path: String) throws(FileError) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError() }
        var outcome: Int32
        repeat { outcome = flock(descriptor, LOCK_EX) } while outcome != 0 && errno == EINTR
        guard outcome == 0 else {
            let error = FileError()
            close(descriptor)
            throw error
        }
    }

    deinit {
        close(descriptor)
    }
}

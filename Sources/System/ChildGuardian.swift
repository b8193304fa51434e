import CSystem
import Glibc

/// A process that outlives us for a moment, and kills the process group of a command where we have
/// ended before the command, in whatever way. It then removes what was made for that.
package final class ChildGuardian {
    private let descriptor: Int32

    /// Starts it; to be called before anything is opened, for it holds what is open.
    ///
    /// - Parameter folder: one with files alone.
    package init(removing folder: PrivateFolder) throws(FileError) {
        descriptor = seatfiller_guard(folder.path)
        guard descriptor >= 0 else { throw FileError() }
    }

    deinit {
        close(descriptor)
    }

    /// - Parameter group: of the command that runs; nil for none.
    func watch(_ group: pid_t?) {
        var number = group ?? 0
        // It takes whole numbers from its pipe, and is there as long as we are.
        _ = write(descriptor, &number, MemoryLayout.size(ofValue: number))
    }
}

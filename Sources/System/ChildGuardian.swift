import CSystem
import Glibc

/// A process that cleans up when this process ends, in whatever way. It kills the process group of
/// a command that still runs, and removes the folder that was made for the command.
package final class ChildGuardian {
    private let descriptor: Int32

    /// Starts the guardian. Call this before you open any file, because the guardian inherits the
    /// open descriptors and keeps them open.
    ///
    /// - Parameter folder: the folder to remove. It must contain only files.
    package init(removing folder: PrivateFolder) throws(FileError) {
        descriptor = seatfiller_guard(folder.path)
        guard descriptor >= 0 else { throw FileError() }
    }

    deinit {
        close(descriptor)
    }

    /// Tells the guardian which process group to kill.
    ///
    /// - Parameter group: the group of the command; nil if no command runs.
    func watch(_ group: pid_t?) {
        var number = group ?? 0
        // The guardian lives longer than this process, so the pipe has a reader. A write of so few
        // bytes is never split.
        _ = write(descriptor, &number, MemoryLayout.size(ofValue: number))
    }
}

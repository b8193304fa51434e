import CSystem
import Glibc

/// A process that outlives us for a moment, and kills the process groups of commands where we have
/// ended before them, in whatever way. It then removes what was made for them.
package final class ChildGuardian: Sendable {
    /// What it is told through of each group. A command that starts tells it of its own.
    let descriptor: Int32

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

    /// The most commands that may run at once.
    package static let most = Int(SEATFILLER_MOST_GROUPS)

    /// - Parameter group: of a command that has ended. Others may have its number from now on.
    func forget(_ group: pid_t) {
        var number = -group
        // It takes whole numbers from its pipe, and is there as long as we are.
        _ = write(descriptor, &number, MemoryLayout.size(ofValue: number))
    }
}

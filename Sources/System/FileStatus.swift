import Glibc

/// The identity and the size of the file at a path. Both change when the file is replaced.
package struct FileStatus: Equatable, Sendable {
    package let byteCount: Int
    private let device: UInt
    private let number: UInt
    /// In nanoseconds: when its content was written last, and when anything of it was changed.
    private let written: Int
    private let changed: Int

    /// The file at the end of all links; nil if it does not exist.
    package init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        byteCount = status.st_size
        device = status.st_dev
        number = status.st_ino
        written = status.st_mtim.tv_sec &* 1_000_000_000 &+ status.st_mtim.tv_nsec
        changed = status.st_ctim.tv_sec &* 1_000_000_000 &+ status.st_ctim.tv_nsec
    }

    package func isSameFile(as other: FileStatus) -> Bool {
        device == other.device && number == other.number
    }
}

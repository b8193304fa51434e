import Glibc

/// Which file a path leads to, and how large it is: another one after the file was replaced.
package struct FileStatus: Equatable, Sendable {
    package let byteCount: Int
    private let device: UInt
    private let number: UInt
    /// In nanoseconds: when its content was written last, and when anything of it was changed.
    private let written: Int
    private let changed: Int

    /// At the end of all links; nil where nothing is there.
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

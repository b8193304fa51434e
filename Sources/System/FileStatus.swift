import Glibc

/// Which file a path leads to, and how large it is: another one after the file was replaced.
package struct FileStatus: Sendable {
    package let byteCount: Int
    private let device: UInt
    private let number: UInt

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
    }

    package func isSameFile(as other: FileStatus) -> Bool {
        device == other.device && number == other.number
    }
}

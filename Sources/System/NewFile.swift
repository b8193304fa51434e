import Glibc

/// A file that comes by rename when it is whole; until then what stands at its path stays.
///
/// What is no regular file (a pipe, a device, a descriptor) is written into.
package final class NewFile {
    /// Where it grows; nil for what is written into.
    package let unfinishedPath: String?
    /// At the end of all links.
    private let path: String
    private let descriptor: Int32
    private var isFinished = false

    /// - Parameter mode: who may read and write it, where it does not exist yet.
    package init(_ path: String, mode: UInt32 = 0o666) throws(FileError) {
        self.path = try Files.target(of: path)
        let kind = try Files.kind(of: self.path)
        guard kind != .folder else { throw FileError(EISDIR) }
        if kind == .pipe || kind == .other {
            unfinishedPath = nil
            descriptor = open(self.path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
        } else {
            let unfinished = "\(self.path).unfinished"
            unfinishedPath = unfinished
            try Files.remove(unfinished)
            descriptor = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        }
        guard descriptor >= 0 else { throw FileError() }
        var present = stat()
        if kind == .regular, stat(self.path, &present) == 0 {
            fchmod(descriptor, present.st_mode & 0o7777)
        }
    }

    deinit {
        close(descriptor)
        if let unfinishedPath, !isFinished { unlink(unfinishedPath) }
    }

    package func write(_ bytes: [UInt8]) throws(FileError) {
        try Files.write(bytes, to: descriptor)
    }

    /// Puts it in its place.
    package func finish() throws(FileError) {
        if let unfinishedPath { try Files.move(unfinishedPath, to: path) }
        isFinished = true
    }
}

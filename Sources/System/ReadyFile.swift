import Glibc

/// A file that exists while the server is ready, and holds its URL.
///
/// A regular file appears by a rename, so that no reader sees half of it. It is removed at the end,
/// so that a script never finds an old file. A named pipe, a device or a descriptor at the path
/// stays and is written to.
package final class ReadyFile {
    /// At the end of all links.
    private let path: String
    /// The written file, kept open so that no other file can get its inode number.
    private var descriptor: Int32?
    /// The text that was written.
    private var content: [UInt8] = []

    /// Removes the file of an earlier server.
    package init(_ path: String) throws(FileError) {
        self.path = try Files.target(of: path)
        let kind = try Files.kind(of: self.path)
        guard kind != .folder else { throw FileError(EISDIR) }
        if kind == .regular { try Files.remove(self.path) }
        // An unwritable path must fail now, not when everything else is ready.
        let isInPlace = kind == .pipe || kind == .other
        guard access(isInPlace ? self.path : Files.folder(of: self.path), W_OK) == 0 else {
            throw FileError()
        }
    }

    deinit {
        if let descriptor { close(descriptor) }
    }

    package func write(_ text: String) throws(FileError) {
        let bytes = Array(text.utf8)
        switch try Files.kind(of: path) {
        case .pipe where !Files.isDescriptor(path):
            // The write blocks until a reader opens the pipe, so it runs on a thread of its own.
            guard let thread = Thread({ [path] in Self.offer(bytes, at: path) }) else {
                throw FileError(EAGAIN)
            }
            thread.detach()
        case .pipe, .other: try Self.write(bytes, into: path)
        case .regular, .folder, nil: try replace(by: bytes)
        }
    }

    /// Removes the file, unless another process has replaced it or written to it.
    package func remove() throws(FileError) {
        guard let descriptor else { return }
        guard let ours = FileStatus(descriptor: descriptor), let present = FileStatus(path),
            present.isSameFile(as: ours), try Files.bytes(of: path) == content
        else { return }
        try Files.remove(path)
    }

    private func replace(by bytes: [UInt8]) throws(FileError) {
        let unfinished = "\(path).\(getpid())"
        try Files.remove(unfinished)
        let descriptor = open(
            unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError() }
        self.descriptor = descriptor
        content = bytes
        do throws(FileError) {
            try Files.write(bytes, to: descriptor)
            try Files.move(unfinished, to: path)
        } catch {
            try Files.remove(unfinished)
            throw error
        }
    }

    private static func write(_ bytes: [UInt8], into path: String) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError() }
        defer { close(descriptor) }
        try Files.write(bytes, to: descriptor)
    }

    /// Writes to a pipe when it has a reader. A failure has no one to report to.
    private static func offer(_ bytes: [UInt8], at path: String) {
        do {
            try write(bytes, into: path)
        } catch {}
    }
}

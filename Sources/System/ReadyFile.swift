import Glibc

/// A file that says where the server is, for as long as it is there.
///
/// A regular file comes by rename, so that nobody reads half of it, and goes again: a script that
/// waits for it never meets one of yesterday. What else stands at its path (a pipe with a name, a
/// device, a descriptor) stays, and is written into.
package final class ReadyFile {
    /// At the end of all links.
    private let path: String
    /// The file that was written, open for as long as it is there: no other can get its number.
    private var descriptor: Int32?
    /// What was written into it.
    private var content: [UInt8] = []

    /// Takes away the file that an earlier server has left.
    package init(_ path: String) throws(FileError) {
        self.path = try Files.target(of: path)
        let kind = try Files.kind(of: self.path)
        guard kind != .folder else { throw FileError(EISDIR) }
        if kind == .regular { try Files.remove(self.path) }
        // What cannot be written is said now, and not when everything else is ready.
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
            // Whoever opens it first reads the text; until then a thread waits, and nobody else.
            guard let thread = Thread({ [path] in Self.offer(bytes, at: path) }) else {
                throw FileError(EAGAIN)
            }
            thread.detach()
        case .pipe, .other: try Self.write(bytes, into: path)
        case .regular, .folder, nil: try replace(by: bytes)
        }
    }

    /// Removes the file, unless it is another's by now, or another has written into it.
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

    /// Writes into a pipe when it has a reader; nobody is left to be told that this failed.
    private static func offer(_ bytes: [UInt8], at path: String) {
        do {
            try write(bytes, into: path)
        } catch {}
    }
}

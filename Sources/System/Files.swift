import CSystem
import Glibc

/// Operations on the files that users name.
package enum Files {
    package enum Kind: Sendable {
        case regular, folder, pipe
        /// A device, a socket, or a file descriptor that a process has opened.
        case other
    }

    /// The kind of file at the end of a path's links; nil if it does not exist.
    package static func kind(of path: String) throws(FileError) -> Kind? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let error = FileError()
            if error.isMissing { return nil }
            throw error
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return .folder
        case S_IFREG where !isDescriptor(path): return .regular
        case S_IFIFO: return .pipe
        default: return .other
        }
    }

    /// Whether a path stands for an open file descriptor. Such a file can be read and written, but
    /// not replaced.
    static func isDescriptor(_ path: String) -> Bool {
        let names = ["/dev/stdin", "/dev/stdout", "/dev/stderr"]
        return names.contains(path) || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/")
    }

    /// The names in a folder, in no particular order.
    package static func names(in folder: String) throws(FileError) -> [String] {
        guard let stream = opendir(folder) else { throw FileError() }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// The most bytes that are read at once.
    package static let mostBytes = 1 << 30

    /// All bytes of a file or a pipe, at most `mostBytes`. A pipe is read until its writers have
    /// closed it.
    package static func bytes(of path: String) throws(FileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError() }
        defer { close(descriptor) }
        return try bytes(of: descriptor)
    }

    /// All bytes of standard input.
    package static func standardInput() throws(FileError) -> [UInt8] {
        try bytes(of: STDIN_FILENO)
    }

    private static func bytes(of descriptor: Int32) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            var code: Int32 = 0
            let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                let read = read(descriptor, buffer.baseAddress, buffer.count)
                if read < 0 { code = errno }
                count = max(0, read)
            }
            if code == EINTR { continue }
            guard code == 0 else { throw FileError(code) }
            guard !piece.isEmpty else { return bytes }
            guard bytes.count + piece.count <= mostBytes else {
                throw .tooLong(most: mostBytes)
            }
            bytes += piece
        }
    }

    /// Writes a new file, which must not exist.
    package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError() }
        defer { close(descriptor) }
        try write(bytes, to: descriptor)
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(FileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else { throw FileError() }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// Makes a folder, and any missing parents.
    package static func makeFolder(_ path: String) throws(FileError) {
        guard try kind(of: path) != .folder, !path.isEmpty else { return }
        try makeFolder(folder(of: path))
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileError() }
    }

    /// The folder that relative paths begin in, as a path without links if it has one.
    static var currentFolder: String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard getcwd(&buffer, buffer.count) != nil else { return "." }
        return String(
            decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The folder that contains a path.
    static func folder(of path: String) -> String {
        let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? "."
        return folder.isEmpty ? "/" : String(folder)
    }

    /// Follows links one by one because the last may lead to a file that does not exist yet.
    static func target(of path: String) throws(FileError) -> String {
        var path = path
        // As many as the system follows: path_resolution(7).
        for _ in 0..<40 {
            guard !isDescriptor(path), let link = link(at: path) else { return path }
            path = link.hasPrefix("/") ? link : folder(of: path) + "/" + link
        }
        throw FileError(ELOOP)
    }

    /// The target of a link; nil if the path is not a link.
    static func link(at path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Renames a file, replacing any file with the new name.
    package static func move(_ path: String, to other: String) throws(FileError) {
        guard rename(path, other) == 0 else { throw FileError() }
    }

    /// Removes a file if it exists.
    package static func remove(_ path: String) throws(FileError) {
        guard unlink(path) != 0 else { return }
        let error = FileError()
        guard error.isMissing else { throw error }
    }
}

import Glibc

/// A file's bytes, read when they are asked for.
package final class FileBytes: Sendable {
    package let byteCount: Int
    private let descriptor: Int32

    /// - Parameters:
    ///   - path: a regular file's.
    ///   - most: how many bytes it may have.
    package init(_ path: String, most: Int = .max) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError() }
        byteCount = FileStatus(descriptor: descriptor)?.byteCount ?? 0
        guard byteCount <= most else {
            close(descriptor)
            throw .tooLong(most: most)
        }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// The bytes in a range; fewer where they cannot be read, or are there no more.
    package func read(_ range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < range.count {
            let rest = range.count - bytes.count
            let piece = [UInt8](unsafeUninitializedCapacity: rest) { buffer, count in
                let start = off_t(range.lowerBound + bytes.count)
                count = max(0, pread(descriptor, buffer.baseAddress, rest, start))
            }
            guard !piece.isEmpty else { break }
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
        }
        return bytes
    }
}

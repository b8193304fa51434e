import Glibc

/// A file whose bytes are read on demand.
package final class FileBytes: Sendable {
    package let byteCount: Int
    private let descriptor: Int32

    /// - Parameters:
    ///   - path: the path of a regular file.
    ///   - most: the largest size that is accepted, in bytes.
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

    /// The bytes in a range, or fewer if they cannot be read.
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

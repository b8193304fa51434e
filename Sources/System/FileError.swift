import Glibc

/// The system's reason to refuse a file: `Permission denied`.
package struct FileError: Error, CustomStringConvertible, Sendable {
    package let description: String
    private let code: Int32

    /// The error in `errno`.
    init() {
        self.init(errno)
    }

    init(_ code: Int32, _ description: String? = nil) {
        self.code = code
        self.description = description ?? String(cString: strerror(code))
    }

    /// A file that is read at once is too long.
    static func tooLong(most: Int) -> FileError {
        FileError(
            EFBIG,
            "it is longer than \(most >> 20) MiB; only a regular JSON file may be longer")
    }

    var isMissing: Bool { code == ENOENT || code == ENOTDIR }
    var isForbidden: Bool { code == EACCES }
    var isFull: Bool { code == ENOSPC }
}

import Glibc

/// What the system says of a file that it refuses: `Permission denied`.
package struct FileError: Error, CustomStringConvertible, Sendable {
    package let description: String
    private let code: Int32

    /// What `errno` stands for.
    init() {
        self.init(errno)
    }

    init(_ code: Int32, _ description: String? = nil) {
        self.code = code
        self.description = description ?? String(cString: strerror(code))
    }

    /// What is read at once is longer than anybody has memory for.
    static func tooLong(most: Int) -> FileError {
        FileError(
            EFBIG,
            "it is longer than \(most >> 20) MiB, and is read at once; only a regular file "
                + "of JSON may be longer")
    }

    var isMissing: Bool { code == ENOENT || code == ENOTDIR }
    var isForbidden: Bool { code == EACCES }
    var isFull: Bool { code == ENOSPC }
}

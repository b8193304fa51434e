internal import Glibc

/// The memory of the machine, and what this process has of it.
package enum SystemMemory {
    private static let pageByteCount = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// All that the machine has.
    package static let total = Int(sysconf(Int32(_SC_PHYS_PAGES))) * pageByteCount

    /// What the process holds now: the second number of proc_pid_statm(5); 0 where that cannot be
    /// read.
    package static var resident: Int {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 64)
        let count = read(file, &text, text.count)
        let words = String(decoding: text.prefix(max(0, count)), as: UTF8.self)
            .split(separator: " ")
        return words.count > 1 ? (Int(words[1]) ?? 0) * pageByteCount : 0
    }
}

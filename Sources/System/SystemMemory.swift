import CSystem
import Glibc

/// The memory of the machine, and what this process has of it.
package enum SystemMemory {
    private static let pageByteCount = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// All that the machine has.
    package static let total = Int(sysconf(Int32(_SC_PHYS_PAGES))) * pageByteCount

    /// All that the machine has, or the container where that is less.
    package static let available = min(total, limit(under: "") ?? .max)

    /// What the control groups of the process allow it: cgroups(7), of version 2 or 1.
    ///
    /// A container often sees its own group where the machine has the root, while the process is
    /// told its path from there: so all groups above it are looked at.
    ///
    /// - Parameter root: the folder that `/proc` and `/sys` are in; nothing for `/`.
    /// - Returns: nil where no group has a limit.
    package static func limit(under root: String) -> Int? {
        let limits = text("\(root)/proc/self/cgroup").split(separator: "\n").flatMap { line in
            // hierarchy:controllers:path
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return [Int?]() }
            let isOld = parts[1].split(separator: ",").contains("memory")
            guard isOld || parts[0] == "0" else { return [] }
            var folder = "\(root)/sys/fs/cgroup" + (isOld ? "/memory" : "")
            return ([""] + parts[2].split(separator: "/")).map { name in
                if !name.isEmpty { folder += "/\(name)" }
                // Without a limit the text is "max", or the largest number that is whole pages.
                let file = folder + (isOld ? "/memory.limit_in_bytes" : "/memory.max")
                return Int(text(file).prefix { $0 != "\n" })
            }
        }
        return limits.compactMap(\.self).min()
    }

    /// What the process holds now: the second number of proc_pid_statm(5); 0 where that cannot be
    /// read.
    package static var resident: Int {
        let words = text("/proc/self/statm").split(separator: " ")
        return words.count > 1 ? (Int(words[1]) ?? 0) * pageByteCount : 0
    }

    /// Gives back to the system what is allocated no more: loading a seed from JSON takes as much
    /// again as serving it.
    package static func release() {
        malloc_trim(0)
    }

    /// What a small file of the system says; nothing where it cannot be read.
    private static func text(_ path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(file, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}

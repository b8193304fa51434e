import CSystem
import Glibc

/// The memory of the machine and of this process.
package enum SystemMemory {
    private static let pageByteCount = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// The memory of the machine.
    package static let total = Int(sysconf(Int32(_SC_PHYS_PAGES))) * pageByteCount

    /// The memory of the machine or, if less, of the container.
    package static let available = min(total, limit(under: "") ?? .max)

    /// The limit that the control groups of the process set: cgroups(7), version 2 or 1.
    ///
    /// A container often sees its own group at the root, while the path of the process counts from
    /// the machine's root. So all groups along the path are read.
    ///
    /// - Parameter root: the folder that contains `/proc` and `/sys`; empty for `/`.
    /// - Returns: nil if no group has a limit.
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
                // Without a limit the text is "max", or the largest number of whole pages.
                let file = folder + (isOld ? "/memory.limit_in_bytes" : "/memory.max")
                return Int(text(file).prefix { $0 != "\n" })
            }
        }
        return limits.compactMap(\.self).min()
    }

    /// The resident memory of the process: the second number of proc_pid_statm(5); 0 if that cannot
    /// be read.
    package static var resident: Int {
        let words = text("/proc/self/statm").split(separator: " ")
        return words.count > 1 ? (Int(words[1]) ?? 0) * pageByteCount : 0
    }

    /// Returns freed memory to the system. Loading a JSON seed takes twice the memory of serving
    /// it.
    package static func release() {
        malloc_trim(0)
    }

    /// The text of a small system file; empty if it cannot be read.
    private static func text(_ path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(file, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}

internal import CLibevent
internal import Glibc

/// The memory that only the start has needed.
package enum StartupMemory {
    /// Gives it back to the system: what a seed took to load, and code.
    package static func release() {
        malloc_trim(0)
        releaseCode()
    }

    /// What serving needs of it comes again, from the page cache.
    ///
    /// Generic code that first runs at the start looks through the metadata of every type there is,
    /// and so maps most of a static executable. Only code is given back: "subsequent accesses …
    /// will succeed, but will result in … repopulating the memory contents from the up-to-date
    /// contents of the underlying mapped file", madvise(2), which would undo what the linker has
    /// relocated in data.
    private static func releaseCode() {
        guard let file = fopen("/proc/self/maps", "r") else { return }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 4352)
        while fgets(&line, Int32(line.count), file) != nil {
            // 00400000-00a5e000 r-xp 00000000 fe:00 1234   /path/of/the/file
            let bytes = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
            guard words.count > 5, words[5].hasPrefix("/"), words[1] == "r-xp" else { continue }
            let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard ends.count == 2, let start = UnsafeMutableRawPointer(bitPattern: ends[0]) else {
                continue
            }
            madvise(start, Int(ends[1] - ends[0]), MADV_DONTNEED)
        }
    }
}

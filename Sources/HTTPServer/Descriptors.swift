import Glibc

/// The descriptors that the system lets this process have.
enum Descriptors {
    /// What a loop has open by itself: its listener, its own poll, mailbox and timer, and a spare.
    private static let ofLoop = 5

    /// With fewer, a server would listen and answer nobody.
    static let fewest = 16

    /// How many there may be, raised as far as the system allows; without a bound where that is not
    /// known.
    static var limit: Int {
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return .max }
        if limit.rlim_cur < limit.rlim_max {
            let soft = limit.rlim_cur
            limit.rlim_cur = limit.rlim_max
            if setrlimit(kind, &limit) != 0 { limit.rlim_cur = soft }
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// How many connections may have one, so that stores, and clients that are turned away, find
    /// some too.
    ///
    /// - Parameter loops: how many are about to begin.
    static func forConnections(besides loops: Int) -> Int {
        let limit = limit
        let kept = max(16, min(128, limit / 4))
        return max(1, limit - kept - openCount - loops * ofLoop)
    }

    /// How many this process has open; the one that counts them included.
    private static var openCount: Int {
        guard let folder = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while let entry = readdir(folder) {
            if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
        }
        return count
    }

    /// One that is kept so that it can be given up; -1 where there is none.
    static func spare() -> Int32 {
        open("/dev/null", O_RDONLY | O_CLOEXEC)
    }
}

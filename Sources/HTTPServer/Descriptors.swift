internal import Glibc

/// The descriptors that the system lets this process have.
internal enum Descriptors {
    /// Raises their limit as far as the system allows.
    ///
    /// - Returns: how many connections may have one, so that stores, and clients that are turned
    ///   away, find some too; nil where that is not known.
    static func raised() -> Int? {
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return nil }
        if limit.rlim_cur < limit.rlim_max {
            let soft = limit.rlim_cur
            limit.rlim_cur = limit.rlim_max
            if setrlimit(kind, &limit) != 0 { limit.rlim_cur = soft }
        }
        let count = Int(clamping: limit.rlim_cur)
        return max(1, count - max(16, min(128, count / 4)))
    }

    /// One that is kept so that it can be given up; -1 where there is none.
    static func spare() -> Int32 {
        open("/dev/null", O_RDONLY | O_CLOEXEC)
    }
}

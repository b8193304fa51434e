import Glibc
import Synchronization

/// Tells when something happens to files and folders: inotify(7).
package final class ChangeWatch: Sendable {
    /// What is watched.
    package struct Target: Hashable, Sendable {
        let path: String
        /// Of a folder the name that matters; nil where everything there does.
        let name: String?
        /// Whether it may be passed over where it cannot be watched.
        let isOptional: Bool

        /// A name in a folder, which may be a folder that others keep to themselves.
        package static func step(_ step: Lookups.Step) -> Target {
            Target(path: step.folder, name: step.name, isOptional: true)
        }

        /// All that happens in a folder, or to a file.
        package static func all(_ path: String, isOptional: Bool = false) -> Target {
            Target(path: path, name: nil, isOptional: isOptional)
        }
    }

    private struct Watched {
        let path: String
        var names: Set<String>
        var isWhole: Bool
    }

    private let descriptor: Int32
    private let watched = Mutex<[Int32: Watched]>([:])

    /// Editors write a file in several steps: all of them are over when nothing has happened for so
    /// long.
    private static let settling = Duration.milliseconds(50)
    /// Where something happens all the time, nobody waits longer than this for it to end.
    private static let longestSettling = Duration.seconds(1)

    /// What is told of: that a file is whole again, rather than each write to it.
    private static let events = [
        IN_CREATE, IN_DELETE, IN_MOVED_FROM, IN_MOVED_TO, IN_CLOSE_WRITE, IN_ATTRIB, IN_DELETE_SELF,
        IN_MOVE_SELF,
    ].reduce(UInt32(0)) { $0 | UInt32($1) }

    package init() throws(FileError) {
        descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard descriptor >= 0 else {
            throw errno == EMFILE
                ? FileError(
                    EMFILE,
                    "the user watches in too many places, or has too many files open "
                        + "(fs.inotify.max_user_instances, ulimit -n)")
                : FileError()
        }
    }

    deinit {
        close(descriptor)
    }

    /// Watches these, and nothing else any more. What is not there is passed over.
    package func watch(_ targets: Set<Target>) throws(FileError) {
        var present: [Int32: Watched] = [:]
        for target in targets {
            guard let number = try add(target) else { continue }
            var entry =
                present[number] ?? Watched(path: target.path, names: [], isWhole: false)
            if let name = target.name { entry.names.insert(name) } else { entry.isWhole = true }
            present[number] = entry
        }
        let former = watched.withLock { watched in
            defer { watched = present }
            return watched.keys
        }
        for number in former where present[number] == nil { inotify_rm_watch(descriptor, number) }
    }

    private func add(_ target: Target) throws(FileError) -> Int32? {
        let number = inotify_add_watch(descriptor, target.path, Self.events)
        if number >= 0 { return number }
        let error = FileError()
        if error.isMissing || (target.isOptional && error.isForbidden) { return nil }
        throw error.isFull
            ? FileError(
                ENOSPC,
                "the user watches too many files and folders (fs.inotify.max_user_watches)")
            : error
    }

    /// Holds the thread until something has happened to what is watched, and no more happens.
    package func wait() {
        while !isChanged(within: nil) {}
        let clock = ContinuousClock()
        let start = clock.now
        var quiet = start + Self.settling
        while true {
            let now = clock.now
            let rest = min(quiet, start + Self.longestSettling) - now
            guard rest > .zero else { return }
            if isChanged(within: rest) { quiet = clock.now + Self.settling }
        }
    }

    /// Waits until anything happens.
    ///
    /// - Parameter time: how long; nil for as long as it takes.
    /// - Returns: whether something has happened that matters.
    private func isChanged(within time: Duration?) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // Not 0 for the last fraction of a millisecond, which would be spent without a rest.
        let milliseconds = time.map { Int32(($0 / .milliseconds(1)).rounded(.up)) } ?? -1
        guard poll(&request, 1, milliseconds) > 0 else { return false }
        return read()
    }

    /// Takes what has happened.
    ///
    /// - Returns: whether any of it matters.
    private func read() -> Bool {
        let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
        return bytes.withUnsafeBytes { bytes in
            var matters = false
            var offset = 0
            while offset + Self.headByteCount <= bytes.count {
                let event = Event(bytes, at: offset)
                offset += Self.headByteCount + event.nameByteCount
                if self.matters(event) { matters = true }
            }
            return matters
        }
    }

    private func matters(_ event: Event) -> Bool {
        guard event.mask & UInt32(IN_Q_OVERFLOW) == 0 else { return true }
        guard let entry = watched.withLock({ $0[event.number] }) else { return false }
        guard let name = event.name else { return true }
        guard entry.isWhole || entry.names.contains(name) else { return false }
        return event.mask & UInt32(IN_CREATE) == 0 || !isBeingWritten("\(entry.path)/\(name)")
    }

    /// Whether a name that has just come is a new file's, whose writer says when it is whole: a
    /// link to a file is whole.
    private func isBeingWritten(_ path: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFREG && status.st_nlink == 1
    }

    /// Number, mask, cookie and the length of the name.
    private static let headByteCount = 16

    private struct Event {
        let number: Int32
        let mask: UInt32
        let nameByteCount: Int
        /// Nil for what happens to the watched itself.
        let name: String?

        init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
            number = bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)
            mask = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
            let length = bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self)
            nameByteCount = Int(length)
            let start = offset + ChangeWatch.headByteCount
            let text = bytes[start..<start + nameByteCount].prefix { $0 != 0 }
            name = text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
        }
    }
}

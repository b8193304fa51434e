import Glibc
import Synchronization

/// Waits for changes of files and folders, with inotify(7).
package final class ChangeWatch: Sendable {
    /// A file, a folder, or one name in a folder.
    package struct Target: Hashable, Sendable {
        let path: String
        /// The name in the folder that matters; nil if every name does, and for a file.
        let name: String?
        /// Whether to skip the target if we have no permission to watch it.
        let isOptional: Bool

        /// One name in a folder. It is optional, because we may have no permission for the folder.
        package static func step(_ step: Lookups.Step) -> Target {
            Target(path: step.folder, name: step.name, isOptional: true)
        }

        /// A file, or a folder with every name in it.
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

    /// Editors write a file in several steps. They have finished if nothing happens for this long.
    private static let settling = Duration.milliseconds(50)
    /// The longest wait for that, if something happens all the time.
    private static let longestSettling = Duration.seconds(1)

    /// The events to watch: when a file is closed after writing, but not each write to it.
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

    /// Watches these targets instead of the earlier ones. Skips targets that do not exist.
    ///
    /// - Throws: an error if a target that is not optional cannot be watched.
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

    /// - Returns: inotify's number for the target; nil if the target is skipped.
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

    /// Blocks the thread until a target has changed and then nothing more happens for a moment.
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

    /// Waits for events.
    ///
    /// - Parameter time: the longest wait; nil for no limit.
    /// - Returns: whether an event matters.
    private func isChanged(within time: Duration?) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // Rounded up, because a timeout of 0 would make the caller spin.
        let milliseconds = time.map { Int32(($0 / .milliseconds(1)).rounded(.up)) } ?? -1
        guard poll(&request, 1, milliseconds) > 0 else { return false }
        return read()
    }

    /// Reads the events that have come.
    ///
    /// - Returns: whether one of them matters.
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

    /// Whether a new name belongs to a new file. Its writer will close it, which is another event.
    /// A link to an existing file has no such event.
    private func isBeingWritten(_ path: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFREG && status.st_nlink == 1
    }

    /// The length of an event before its name: number, mask, cookie and length of the name.
    private static let headByteCount = 16

    private struct Event {
        let number: Int32
        let mask: UInt32
        let nameByteCount: Int
        /// Nil if the event concerns the target itself.
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

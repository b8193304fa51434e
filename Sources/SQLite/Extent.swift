import CSQLite
import Glibc
import Synchronization
import System

/// Pages in memory that any number of mappings share.
///
/// All extents lie in one anonymous file, memfd_create(2), because a process has few descriptors.
final class Extent: Sendable {
    /// The offset in the file.
    let offset: Int
    /// The size in whole pages.
    let byteCount: Int
    private let charge: MemoryCharge

    static let pageByteCount = Int(getpagesize())
    static let descriptor = seatfiller_memory_file("seatfiller")
    private static let places = Mutex(Places())

    /// - Parameters:
    ///   - byteCount: the size, which is rounded up to pages.
    ///   - memory: the budget that it is charged to.
    /// - Throws: `MemoryFull`.
    init(_ byteCount: Int, in memory: MemoryBudget) throws {
        let byteCount = Self.wholePages(byteCount)
        charge = try memory.reserve(byteCount)
        self.byteCount = byteCount
        offset = Self.places.withLock { $0.take(byteCount) }
    }

    deinit {
        seatfiller_free_pages(Self.descriptor, offset, byteCount)
        Self.places.withLock { $0.giveBack(offset..<offset + byteCount) }
    }

    /// Writes the content; to be called once.
    func write(_ bytes: UnsafeRawBufferPointer) throws(SQLiteError) {
        var written = 0
        while written < bytes.count {
            let count = pwrite(
                Self.descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written,
                off_t(offset + written))
            guard count > 0 else { throw .noMemory("for an image of the database") }
            written += count
        }
    }

    static func wholePages(_ byteCount: Int) -> Int {
        (byteCount + pageByteCount - 1) / pageByteCount * pageByteCount
    }

    /// The free parts of the file.
    private struct Places {
        private var end = 0
        /// In ascending order; no two touch.
        private var gaps: [Range<Int>] = []

        mutating func take(_ byteCount: Int) -> Int {
            guard let index = gaps.firstIndex(where: { $0.count >= byteCount }) else {
                end += byteCount
                return end - byteCount
            }
            let gap = gaps[index]
            let rest = gap.lowerBound + byteCount..<gap.upperBound
            gaps.replaceSubrange(index...index, with: rest.isEmpty ? [] : [rest])
            return gap.lowerBound
        }

        mutating func giveBack(_ place: Range<Int>) {
            var place = place
            var index = gaps.firstIndex { $0.lowerBound > place.lowerBound } ?? gaps.count
            if index < gaps.count, gaps[index].lowerBound == place.upperBound {
                place = place.lowerBound..<gaps.remove(at: index).upperBound
            }
            if index > 0, gaps[index - 1].upperBound == place.lowerBound {
                index -= 1
                place = gaps.remove(at: index).lowerBound..<place.upperBound
            }
            if place.upperBound == end {
                end = place.lowerBound
            } else {
                gaps.insert(place, at: index)
            }
        }
    }
}

extension SQLiteError {
    /// The system has refused memory, or the growth of the file that the memory lies in.
    static func noMemory(_ purpose: String) -> SQLiteError {
        let code = errno
        let reason = code == EFBIG ? "files may not grow so large (ulimit -f)" : "no memory"
        return SQLiteError(
            code: SQLITE_NOMEM, message: "\(reason) \(purpose)", sql: "", offset: nil,
            systemCode: code)
    }
}

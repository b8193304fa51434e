import CSQLite
import Glibc
import Synchronization
import System

/// Pages in memory that any number of mappings share.
///
/// All extents lie in one file without a name, memfd_create(2): none needs a descriptor of its own,
/// of which a process has few.
final class Extent: Sendable {
    /// Where it lies in the file.
    let offset: Int
    /// Whole pages.
    let byteCount: Int
    private let charge: MemoryCharge

    static let pageByteCount = Int(getpagesize())
    static let descriptor = seatfiller_memory_file("seatfiller")
    private static let places = Mutex(Places())

    /// - Parameters:
    ///   - byteCount: is rounded up to pages.
    ///   - memory: what it is charged to.
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

    /// Writes its content, once.
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

    /// Which parts of the file are taken.
    private struct Places {
        private var end = 0
        /// In their order; no two touch.
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
    /// What the system has just refused: memory, or to let the file that it lies in grow.
    static func noMemory(_ purpose: String) -> SQLiteError {
        let code = errno
        let reason = code == EFBIG ? "files may not grow so large (ulimit -f)" : "no memory"
        return SQLiteError(
            code: SQLITE_NOMEM, message: "\(reason) \(purpose)", sql: "", offset: nil,
            systemCode: code)
    }
}

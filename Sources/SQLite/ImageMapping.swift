import Glibc
import System

/// A private view of an image, with room to grow.
struct ImageMapping {
    let start: UnsafeMutableRawPointer
    /// The size of the image in whole pages, and the room.
    let byteCount: Int
    /// The image that it began as, or the latest image of it. Keeps the base alive while it is
    /// mapped.
    var image: Image

    private static let page = Extent.pageByteCount
    /// Kept open, so that it is available when descriptors run out.
    private static let pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC)

    init(_ image: Image, growth: Int) throws(SQLiteError) {
        self.image = image
        let imageByteCount = Extent.wholePages(image.byteCount)
        byteCount = imageByteCount + growth / Self.page * Self.page
        let access = PROT_READ | PROT_WRITE
        // This is address space only: the kernel finds memory for written pages.
        let room = mmap(
            nil, byteCount, access, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let room, room != MAP_FAILED else { throw .noMemory("for a view of an image") }
        // A written page must cost a page, not a huge page.
        madvise(room, byteCount, MADV_NOHUGEPAGE)
        let shared = mmap(
            room, min(imageByteCount, image.base.byteCount), access,
            MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE, Extent.descriptor, off_t(image.base.offset))
        guard shared == room else {
            munmap(room, byteCount)
            throw .noMemory("for a view of an image")
        }
        start = room
        for page in image.changes where page.number * Self.page < imageByteCount {
            page.bytes.withUnsafeBytes {
                room.advanced(by: page.number * Self.page)
                    .copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(room), byteCount: $0.count)
            }
        }
    }

    func unmap() {
        munmap(start, byteCount)
    }

    /// The pages of the first `count` bytes that are no longer the base's. Bit 63 says that a page
    /// is present, bit 62 that it is swapped, and bit 61 that it belongs to a file
    /// (Documentation/admin-guide/mm/pagemap.rst).
    ///
    /// - Returns: nil if the system does not tell.
    func privatePages(of count: Int) -> [Int]? {
        var entries = [UInt64](repeating: 0, count: Extent.wholePages(count) / Self.page)
        let offset = Int(bitPattern: start) / Self.page * 8
        guard pread(Self.pagemap, &entries, entries.count * 8, off_t(offset)) == entries.count * 8
        else {
            return nil
        }
        return entries.indices.filter { index in
            let entry = entries[index]
            return entry >> 62 & 1 == 1 || (entry >> 63 & 1 == 1 && entry >> 61 & 1 == 0)
        }
    }

    /// The content of pages. Pages that equal the image's are shared with it.
    func changes(_ pages: [Int], in memory: MemoryBudget) throws -> [ChangedPage] {
        var known = image.changes[...]
        return try pages.map { number in
            known = known.drop { $0.number < number }
            let bytes = UnsafeRawBufferPointer(
                start: start.advanced(by: number * Self.page), count: Self.page)
            if let page = known.first, page.number == number, page.bytes.elementsEqual(bytes) {
                return page
            }
            return try ChangedPage(number, bytes, in: memory)
        }
    }
}

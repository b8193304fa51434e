import Glibc
import System

/// A private view of an image, with room behind it to grow into.
struct ImageMapping {
    let start: UnsafeMutableRawPointer
    /// The image, rounded up to pages, and the room.
    let byteCount: Int
    /// What it began as, or the latest image of it; its base stays while it is mapped.
    var image: Image

    private static let page = Extent.pageByteCount
    /// Open for good, so that it is there when descriptors are short.
    private static let pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC)

    init(_ image: Image, growth: Int) throws(SQLiteError) {
        self.image = image
        let imageByteCount = Extent.wholePages(image.byteCount)
        byteCount = imageByteCount + growth / Self.page * Self.page
        let access = PROT_READ | PROT_WRITE
        // Address space only: the kernel finds memory for what is written.
        let room = mmap(
            nil, byteCount, access, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let room, room != MAP_FAILED else { throw .noMemory("for a view of an image") }
        // A page that is written costs a page, and not as much as a huge one.
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

    /// The pages of the first `count` bytes that are no longer the base's: of a page, bit 63 says
    /// that it is there, bit 62 that it is swapped, and bit 61 that it is a file's
    /// (Documentation/admin-guide/mm/pagemap.rst).
    ///
    /// - Returns: nil where the system does not tell.
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

    /// The content of pages, those from the image itself that are as they were.
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

/// Consecutive entries of a journal.
///
/// The journal grows by whole blocks, and drops a block when its last entry is dropped.
struct JournalBlock: Sendable {
    /// The id of the first entry.
    let firstID: Int64
    /// The records, one after another.
    private var bytes: [UInt8] = []
    private var places: [Place] = []

    private struct Place {
        let start: Int
        /// 0 for an entry that belongs to no walk.
        let traversal: Int64
    }

    /// The bytes of an entry besides its record.
    static let placeByteCount = MemoryLayout<Place>.stride

    /// Only a block of a single record is longer.
    private static let longest = 64 << 10

    /// - Parameter isFirst: whether the journal may never need another block. Memory for a full
    ///   block is reserved only if it is not the first.
    init(firstID: Int64, isFirst: Bool) {
        self.firstID = firstID
        if !isFirst { bytes.reserveCapacity(Self.longest) }
    }

    var count: Int { places.count }

    func hasRoom(for record: [UInt8]) -> Bool {
        bytes.isEmpty || bytes.count + record.count <= Self.longest
    }

    mutating func append(_ record: [UInt8], traversal: Int64?) {
        places.append(Place(start: bytes.count, traversal: traversal ?? 0))
        bytes.append(contentsOf: record)
    }

    func byteCount(of index: Int) -> Int {
        (index + 1 < count ? places[index + 1].start : bytes.count) - places[index].start
    }

    func entry(_ index: Int, in world: WorldName) -> Journal.Entry {
        let place = places[index]
        return Journal.Entry(
            id: firstID + Int64(index), world: world,
            traversal: place.traversal == 0 ? nil : place.traversal,
            record: JournalRecord(in: bytes, at: place.start))
    }
}

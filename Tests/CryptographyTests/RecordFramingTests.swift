import Testing

@testable import Cryptography

@Suite struct `The framing of records` {
    @Test func `finds their ends, however they are cut`() {
        // One of three bytes, one of none, one of 258.
        let records: [[UInt8]] = [
            [22, 3, 1, 0, 3, 1, 2, 3], [23, 3, 3, 0, 0],
            [23, 3, 3, 1, 2] + [UInt8](repeating: 23, count: 258),
        ]
        let bytes = records.flatMap(\.self)
        let ends = Set([0, 8, 13, 276])
        for size in [1, 2, 3, 5, 7, 64, bytes.count] {
            var framing = RecordFraming()
            var count = 0
            while count < bytes.count {
                #expect(framing.isBetween == ends.contains(count))
                let piece = Array(bytes[count..<min(count + size, bytes.count)])
                piece.withUnsafeBytes { framing.take($0) }
                count += piece.count
            }
            #expect(framing.isBetween)
        }
    }
}

import Foundation
import Synchronization
import System
import Testing

@Suite struct `A memory budget` {
    @Test func `is charged by owners, and given back when they go`() throws {
        let budget = MemoryBudget(100)
        var charge: MemoryCharge? = try budget.reserve(60)
        #expect(budget.heldByteCount == 60)
        #expect(throws: MemoryFull.self) { try budget.reserve(41) }
        try charge?.reserve(100)
        #expect(charge?.fit(101) == false)
        #expect(budget.heldByteCount == 100)
        charge?.set(30)
        #expect(charge?.byteCount == 30)
        charge = nil
        #expect(budget.heldByteCount == 0)
    }

    @Test func `counts what is there already, and is over then`() throws {
        let budget = MemoryBudget(100)
        let charge = MemoryCharge(to: budget)
        charge.set(150)
        #expect(throws: MemoryFull.self) { try budget.reserve(1) }
        #expect(charge.fit(120))
        #expect(budget.heldByteCount == 120)
    }

    @Test func `has dropped what nobody needs before it refuses`() throws {
        let budget = MemoryBudget(100)
        let spare = try budget.reserve(80)
        let missing = Mutex<[Int]>([])
        budget.whenShort { count in
            missing.withLock { $0.append(count) }
            spare.set(50)
        }
        let charge = try budget.reserve(50)
        #expect(throws: MemoryFull.self) { try charge.reserve(51) }
        #expect(missing.withLock { $0 } == [30, 1])
    }

    @Test func `says what it is by the name of its option`() {
        #expect(
            MemoryFull(limit: 64 << 20).description
                == "the server has reached its memory limit: 64 MiB (--memory)")
    }

    @Test(
        arguments: [
            ("0::/\n", ["memory.max": "268435456\n"], 268_435_456),
            (
                "0::/a/b\n",
                ["memory.max": "max\n", "a/memory.max": "1000\n", "a/b/memory.max": "max\n"], 1000
            ),
            ("0::/a\n", ["memory.max": "max\n"], nil),
            (
                "5:cpu,cpuacct:/c\n4:memory:/docker/c\n",
                ["memory/memory.limit_in_bytes": "536870912\n", "memory.max": "1\n"], 536_870_912
            ),
            ("", [:], nil),
        ] as [(String, [String: String], Int?)])
    func `is bounded by the container's`(groups: String, files: [String: String], limit: Int?)
        throws
    {
        let root = FileManager.default.temporaryDirectory
            .appending(path: "seatfiller-\(UUID().uuidString)")
        let texts = files.map { ("sys/fs/cgroup/\($0.key)", $0.value) }
        for (path, text) in texts + [("proc/self/cgroup", groups)] {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        #expect(SystemMemory.limit(under: root.path) == limit)
    }
}

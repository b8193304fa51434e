import Foundation
import Testing

@Suite struct `What the fuzzers begin with, and what they have found` {
    private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Corpus")

    private static func inputs(of target: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: corpus.appending(path: target), includingPropertiesForKeys: nil)
    }

    @Test(arguments: FuzzTarget.all.map(\.name))
    func `ends no reader`(name: String) throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        let inputs = try Self.inputs(of: name)
        #expect(inputs.count > 1)
        target.body([])
        for input in inputs {
            let bytes = Array(try Data(contentsOf: input))
            target.body(bytes)
            // Its neighbours, which are cut off or lack a byte.
            for cut in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 16)) {
                target.body(Array(bytes[..<cut]))
                target.body(Array(bytes[..<cut] + bytes[(cut + 1)...]))
            }
        }
    }

    @Test func `belongs to a target`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path)
        #expect(folders.sorted() == FuzzTarget.all.map(\.name).sorted())
    }
}

import Foundation
import Testing

@Suite struct `Traversals at random` {
    /// `SEATFILLER_MODEL_STEPS=10000` for a campaign.
    private static let steps =
        ProcessInfo.processInfo.environment["SEATFILLER_MODEL_STEPS"].flatMap { Int($0) } ?? 1_000

    @Test(arguments: 1...4)
    func `are judged as a slow and simple count has them`(seed: Int) throws {
        var model = try TraversalModel(seed: UInt64(seed))
        let differences = try model.run(steps: Self.steps)
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    }
}

import Emulation

/// Whether clients have read their lists whole, in several worlds.
struct ListsRead: Sendable {
    /// How many traversals have a verdict, and how many are incomplete.
    private(set) var judgedCount = 0
    private(set) var incompleteCount = 0
    /// Why they do not hold, a line each.
    private var reasons: [String] = []
    private var leftOutCount = 0

    /// More than anybody reads.
    private static let mostReasons = 1000

    /// Judges the traversals of a world, which count as over.
    mutating func add(_ world: World) throws {
        var demands = Verification.Demands()
        demands.least = 0
        let verification = Verification(
            of: try world.traversals.judged(areOver: true), demands,
            among: world.traversals)
        judgedCount += verification.judged
        incompleteCount += verification.cases.count { $0.judgement.verdict == .incomplete }
        for reason in verification.reasons { add(reason, in: world) }
    }

    /// Notes a reason of a world.
    mutating func add(_ reason: String, in world: World) {
        guard reasons.count < Self.mostReasons else { return leftOutCount += 1 }
        reasons.append(world.name == .default ? reason : "\(reason) In world \(world.name).")
    }

    /// Every reason, a line each.
    var lines: [String] {
        reasons + (leftOutCount > 0 ? ["and \(leftOutCount) more"] : [])
    }
}

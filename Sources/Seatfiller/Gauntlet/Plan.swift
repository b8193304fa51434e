import Emulation
import JSON

/// Several faults of one walk, at pages that chance has chosen.
struct Plan: Sendable {
    /// A fault of a plan.
    struct Step: Sendable {
        let fault: GauntletFault
        /// From 1 on; nil if the fault finds its page by itself.
        var page: Int?
        /// Nil if the fault takes no number.
        var count: Int64?
    }

    /// From 1 on.
    let number: Int
    var steps: [Step]

    /// A plan depends on nothing but these, so it is the same on every machine.
    ///
    /// - Parameters:
    ///   - faults: those to choose from.
    ///   - pageCount: of the plain walk.
    init(_ number: Int, seed: Int64, of faults: [GauntletFault], pageCount: Int) {
        self.number = number
        var chance = Chance(seed: seed, plan: number)
        steps = (0..<chance.number(from: 2...4)).map { _ in
            let fault = faults[chance.number(from: 0...faults.count - 1)]
            return Step(
                fault: fault,
                page: fault.range(of: pageCount).map { chance.number(from: $0) },
                count: fault.count.map {
                    Int64(chance.number(from: Int($0.range.lowerBound)...Int($0.range.upperBound)))
                })
        }
    }

    /// What a client has to make of it.
    var wanted: GauntletCase.Wanted {
        steps.contains { $0.fault.wanted != .all } ? .allOrError : .all
    }

    /// The plans that lack something of this one, those that lack most first.
    var smaller: [Plan] {
        let fewer = steps.indices.map { index in
            var plan = self
            plan.steps.remove(at: index)
            return plan
        }
        let lower = steps.indices.flatMap { index in
            let pages = Self.below(steps[index].page, atLeast: steps[index].fault.lowestPage)
            let counts = Self.below(steps[index].count.map(Int.init), atLeast: 1)
            return pages.map { with(page: $0, at: index) }
                + counts.map { with(count: $0, at: index) }
        }
        return (steps.count > 1 ? fewer : []) + lower
    }

    private func with(page: Int, at index: Int) -> Plan {
        var plan = self
        plan.steps[index].page = page
        return plan
    }

    private func with(count: Int, at index: Int) -> Plan {
        var plan = self
        plan.steps[index].count = Int64(count)
        return plan
    }

    /// Smaller numbers, the smallest first: 1, half, one less.
    private static func below(_ number: Int?, atLeast least: Int) -> [Int] {
        guard let number, number > least else { return [] }
        var numbers: [Int] = []
        for next in [least, number / 2, number - 1]
        where next >= least && next < number && !numbers.contains(next) {
            numbers.append(next)
        }
        return numbers
    }
}

extension GauntletFault {
    fileprivate var lowestPage: Int { range(of: 2)?.lowerBound ?? 1 }
}

/// Numbers that depend only on a seed and the number of a plan.
private struct Chance {
    private var state: UInt64

    init(seed: Int64, plan: Int) {
        let place = UInt64(bitPattern: seed) &+ UInt64(plan) &* SplitMix.step
        // Mixed, because the plain state of a plan would soon be that of another.
        state = SplitMix.number(of: place)
    }

    mutating func number(from range: ClosedRange<Int>) -> Int {
        state &+= SplitMix.step
        return range.lowerBound + Int(SplitMix.number(of: state) % UInt64(range.count))
    }
}

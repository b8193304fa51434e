public import Seatfiller
public import Testing

/// Gives each test a world of its own: `.seatfiller(seed: .path("seed/demo.json"))`.
///
/// On a suite, it does so for each of the suite's tests. The traits of a test and of the suites
/// around it add up: seeds, quirks and faults. Each case of a test with arguments has a world of
/// its own, and tests that run at the same time never meet.
public struct SeatfillerTrait: TestTrait, SuiteTrait {
    let setup: Setup

    /// Tests in suites within the suite have it, too.
    public var isRecursive: Bool { true }
}

extension Trait where Self == SeatfillerTrait {
    /// A world for the test, on the one server of the process.
    ///
    /// - Parameters:
    ///   - seeds: the data, which add up; `.demo` if no trait has any. A path is relative to the
    ///     folder that the tests run in, which is the package's.
    ///   - quirks: those that are not to have their standard setting.
    ///   - faults: what goes wrong from the start.
    ///   - auth: whether clients need tokens; they do not, unless a trait says so.
    public static func seatfiller(
        seed seeds: Seed..., quirks: [Quirk] = [], faults: [Fault] = [], auth: Emulator.Auth? = nil
    ) -> Self {
        var setup = Setup()
        setup.seeds = seeds
        setup.quirks = quirks
        setup.faults = faults
        setup.auth = auth
        return SeatfillerTrait(setup: setup)
    }

    /// Fails the test if a client has not read a list whole, or not as its reference has it.
    ///
    /// Without `.seatfiller`, it makes a world like that of `.seatfiller()`.
    public static var verifyingTraversals: Self { .verifyingTraversals(of: nil) }

    /// Fails the test if a client has not read a list whole, or not as its reference has it.
    ///
    /// - Parameters:
    ///   - operation: which lists; nil for all.
    ///   - least: how many lists must have been read.
    ///   - allowed: findings that are no mistake of the client's.
    public static func verifyingTraversals(
        of operation: Operation?, least: Int = 0,
        allowing allowed: Set<Emulator.World.Traversal.Finding.Code> = []
    ) -> Self {
        var setup = Setup()
        setup.verifications = [
            Setup.Verification(operation: operation, least: least, allowed: allowed)
        ]
        return SeatfillerTrait(setup: setup)
    }
}

extension SeatfillerTrait: TestScoping {
    /// Runs a test in its world, and checks and drops the world.
    ///
    /// - Throws: `SeatfillerError` with the mistakes of the seeds, and what the test throws.
    public func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        // The outermost trait has made the world for all of them.
        guard Seatfiller.present == nil else { return try await function() }
        let traits = test.traits.compactMap { $0 as? SeatfillerTrait }
        let setup = Setup(traits.isEmpty ? [self] : traits)
        let filler = try SharedServer.of(setup.auth ?? .open).filler(named: test.name, setup)
        defer { filler.world.drop() }
        let report = Report(of: filler)
        try await Seatfiller.$present.withValue(filler) {
            try await report.watching(test, testCase) {
                try await function()
                for verification in setup.verifications {
                    verification.perform(on: filler, at: test.sourceLocation)
                }
            }
        }
    }
}

extension Setup.Verification {
    fileprivate func perform(on filler: Seatfiller, at sourceLocation: SourceLocation) {
        do throws(SeatfillerError) {
            try filler.traversals.verify(of: operation, least: least, allowing: allowed)
        } catch {
            Issue.record(
                "A client has not read its lists as it should.\n\(error)",
                sourceLocation: sourceLocation)
        }
    }
}

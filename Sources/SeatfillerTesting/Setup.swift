import Seatfiller

/// What the traits of a test ask for together.
struct Setup: Sendable {
    var seeds: [Seed] = []
    var quirks: [Quirk] = []
    var faults: [Fault] = []
    /// Nil if no trait says it.
    var auth: Emulator.Auth?
    var verifications: [Verification] = []

    /// What is checked of the traversals at the end.
    struct Verification: Sendable {
        var operation: Operation?
        var least: Int
        var allowed: Set<Emulator.World.Traversal.Finding.Code>
    }

    /// What the traits ask for, the outermost first. Seeds, quirks and faults add up; of two
    /// settings of a quirk or of the authentication, the inner one counts.
    init(_ traits: [SeatfillerTrait] = []) {
        for setup in traits.map(\.setup) {
            seeds += setup.seeds
            quirks += setup.quirks
            faults += setup.faults
            auth = setup.auth ?? auth
            verifications += setup.verifications
        }
    }
}

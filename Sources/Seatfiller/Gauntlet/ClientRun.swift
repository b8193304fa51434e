import Emulation
import System

/// A run of the client in a world of its own.
struct ClientRun: Sendable {
    let world: Emulator.World
    let ending: BackgroundProcess.Ending
    /// Whether it was stopped, because it ran too long or asked too often.
    let isHung: Bool
    /// Whether processes were left that it had started.
    let hasLeftOthers: Bool
    let output: BackgroundProcess.Printed
    let errors: BackgroundProcess.Printed
    let requestCount: Int
    let duration: Duration

    /// Whether the world has still the journal of the run.
    ///
    /// A client has no business there, but some tests empty their world at the end.
    var hasKeptWorld: Bool {
        world.isThere && (requestCount == 0 || !world.journal.entries.isEmpty)
    }

    /// What is said of a client that has not.
    static let lostWorld = "emptied, reset or dropped its world, so it cannot be judged"

    /// The last line on standard error; nil if there is none.
    var lastComplaint: String? {
        let line = errors.bytes.split { $0 == 0x0A || $0 == 0x0D }.last { line in
            line.contains { $0 > 0x20 }
        }
        return line.map { String(decoding: $0, as: UTF8.self).printable().prefix(160).description }
    }

    /// Things to know of it that no list shows.
    var findings: [CaseResult.Finding] {
        var findings: [CaseResult.Finding] = []
        if output.isCut {
            findings.append(
                .init("output-cut", "It printed more than \(Self.mostBytes >> 20) MiB."))
        }
        if hasLeftOthers {
            findings.append(.init("left-processes", "It ended before processes it had started."))
        }
        if isHung, ending == .signal(number: 9) {
            findings.append(.init("ignored-sigterm", "It had to be killed."))
        }
        return findings
    }

    /// How much is kept of what a client prints.
    static let mostBytes = 16 << 20
}

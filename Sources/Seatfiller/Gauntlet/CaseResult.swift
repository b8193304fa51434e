import JSON
import System

/// What a client has made of a case.
struct CaseResult: Sendable {
    /// Something that the client did and should not have.
    struct Finding: Equatable, Sendable {
        let code: String
        let detail: String

        init(_ code: String, _ detail: String) {
            self.code = code
            self.detail = detail
        }
    }

    let gauntletCase: GauntletCase
    let passed: Bool
    /// Whether the case could happen to the client at all; it passes otherwise.
    let isMet: Bool
    /// `passed`, `lost 25 of 260`, `hung after 1,204 requests`, …
    let happened: String
    let requests: Int
    let duration: Duration
    let findings: [Finding]
    /// A line of a shell that does the same.
    let reproduction: String

    /// A case that cannot happen to this list or this client.
    init(unmet gauntletCase: GauntletCase, because reason: String, _ run: ClientRun? = nil) {
        self.gauntletCase = gauntletCase
        passed = true
        isMet = false
        happened = "not met: \(reason)"
        requests = run?.requestCount ?? 0
        duration = run?.duration ?? .zero
        findings = []
        reproduction = ""
    }

    /// - Parameter difference: what the client's answer lacks; nil for nothing.
    init(
        _ gauntletCase: GauntletCase, _ run: ClientRun, difference: String?, findings: [Finding],
        reproduction: String
    ) {
        self.gauntletCase = gauntletCase
        isMet = true
        requests = run.requestCount
        duration = run.duration
        self.findings = findings + run.findings
        self.reproduction = reproduction
        let failure = run.failure
        passed = !run.isHung && gauntletCase.wanted.holds(failure: failure, difference)
        let told = failure ?? difference
        if passed {
            happened = "passed" + (told.map { " (\($0))" } ?? "")
        } else {
            happened = run.isHung ? "hung after \(counted(run.requestCount))" : told ?? "exit 0"
        }
    }
}

/// `1,204 requests`
private func counted(_ count: Int) -> String {
    "\(count.grouped) request\(count == 1 ? "" : "s")"
}

extension GauntletCase.Wanted {
    /// - Parameter failure: how the client has failed; nil if it ended with exit code 0.
    fileprivate func holds(failure: String?, _ difference: String?) -> Bool {
        switch self {
        case .all: failure == nil && difference == nil
        case .allOrError: failure != nil || difference == nil
        case .error: failure != nil
        case .ends: true
        }
    }
}

extension ClientRun {
    /// How it has ended, other than with exit code 0: `exit 1: last line of its stderr`.
    var failure: String? {
        let complaint = lastComplaint.map { ": \($0)" } ?? ""
        switch ending {
        case .exit(0): return nil
        case .exit(let code): return "exit \(code)\(complaint)"
        case .signal: return "\(ending)\(complaint)"
        }
    }
}

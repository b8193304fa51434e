import Seatfiller
import Synchronization
import Testing

/// What a test that fails shows of its world.
final class Report: Sendable {
    private let filler: Seatfiller
    private let hasFailed = Mutex(false)

    /// More than a person reads in a list of failures.
    private static let mostLines = 20
    private static let longestLine = 160

    init(of filler: Seatfiller) {
        self.filler = filler
    }

    /// Runs a test. The first issue bears the latest requests as a comment, and a test that has
    /// failed has the whole journal as an attachment.
    func watching(
        _ test: Test, _ testCase: Test.Case?, _ body: @Sendable () async throws -> Void
    ) async throws {
        let watch = IssueHandlingTrait.compactMapIssues { [self] in commented($0) }
        defer { if hasFailed.withLock({ $0 }) { attach(at: test.sourceLocation) } }
        try await watch.provideScope(for: test, testCase: testCase) { [self] in
            do {
                try await body()
            } catch {
                hasFailed.withLock { $0 = true }
                throw error
            }
        }
    }

    private func commented(_ issue: Issue) -> Issue {
        guard issue.isFailure else { return issue }
        let isFirst = hasFailed.withLock { hasFailed in
            defer { hasFailed = true }
            return !hasFailed
        }
        guard isFirst else { return issue }
        var issue = issue
        issue.comments.append(Comment(rawValue: summary))
        return issue
    }

    private func attach(at sourceLocation: SourceLocation) {
        let lines = [heading] + requests + traversals
        Attachment.record(
            lines.joined(separator: "\n") + "\n", named: "seatfiller-\(filler.world.name).txt",
            sourceLocation: sourceLocation)
    }

    private var summary: String {
        let requests = requests
        let left = requests.count - Self.mostLines
        let shown = requests.suffix(Self.mostLines).map { String($0.prefix(Self.longestLine)) }
        return ([heading] + (left > 0 ? ["(\(left) earlier ones)"] : []) + shown)
            .joined(separator: "\n")
    }

    private var heading: String {
        let count = filler.journal.entries.count
        let requests = "Seatfiller has answered \(count) request\(count == 1 ? "" : "s")"
        return requests + (count == 0 ? "." : ":")
    }

    /// `2 GET /V1/Users/max@contoso.com/Seats: 429 (fault-1)`
    private var requests: [String] {
        filler.journal.map { entry in
            let status = entry.status.map { String($0) } ?? "no status"
            let fault = entry.fault.map { " (\($0))" } ?? ""
            return "\(entry.id) \(entry.method) \(entry.target): \(status)\(fault)"
        }
    }

    /// What the clients have read, and how.
    private var traversals: [String] {
        do throws(SeatfillerError) {
            return try filler.traversals.all.flatMap { traversal in
                let operation = traversal.operation?.rawValue ?? "a list"
                let missed = traversal.missed.map { ", \($0) items missed" } ?? ""
                return [
                    "Traversal \(traversal.id) of \(operation): \(traversal.verdict), "
                        + "\(traversal.end), \(traversal.served) items on \(traversal.pages) pages"
                        + missed
                ] + traversal.findings.map { "  \($0.code.rawValue): \($0.detail)" }
            }
        } catch {
            return ["The traversals cannot be judged: \(error)"]
        }
    }
}

import SeatfillerTesting
import Synchronization
import Testing

@Suite struct `A test that verifies traversals` {
    @Test(.seatfiller(), .verifyingTraversals)
    func `passes if each list was read whole`() async throws {
        let seats = try await LicenceClient(baseURL: Seatfiller.current.url).seats(
            of: "max@contoso.com")
        #expect(seats.count == 260)
    }

    @Test(.verifyingTraversals(of: .listSeatsOfUser, least: 1, allowing: [.abandoned]))
    func `passes with what is allowed, and needs no other trait`() async throws {
        let client = LicenceClient(baseURL: Seatfiller.current.url, firstPageOnly: true)
        #expect(try await client.seats(of: "max@contoso.com").count == 25)
    }

    /// The comments of each issue of a test that a trait runs. They fail no test.
    private func comments(
        _ trait: SeatfillerTrait, _ body: @escaping @Sendable () async throws -> Void
    ) async throws -> [[String]] {
        let comments = Mutex<[[String]]>([])
        let (test, testCase) = (try #require(Test.current), Test.Case.current)
        let collector = IssueHandlingTrait.compactMapIssues { issue in
            comments.withLock { $0.append(issue.comments.map(\.rawValue)) }
            return nil
        }
        try await collector.provideScope(for: test, testCase: testCase) {
            do {
                try await trait.provideScope(for: test, testCase: testCase, performing: body)
            } catch {
                Issue.record("\(error)")
            }
        }
        return comments.withLock { $0 }
    }

    @Test func `fails with the walk and what it has missed`() async throws {
        let issues = try await comments(.verifyingTraversals) {
            let client = LicenceClient(baseURL: Seatfiller.current.url, firstPageOnly: true)
            _ = try await client.seats(of: "max@contoso.com")
        }
        #expect(
            issues == [
                [
                    """
                    A client has not read its lists as it should.
                    Traversal 1 of store.listSeatsOfUser (max@contoso.com): abandoned: Page 1 had a \
                    continuationToken; it was never asked for. 235 items were not read.
                    """,
                    """
                    Seatfiller has answered 1 request:
                    1 GET /V1/Users/max@contoso.com/Seats?continuationToken=: 200
                    """,
                ]
            ])
    }

    @Test func `fails if fewer lists were read than it wants`() async throws {
        let issues = try await comments(.verifyingTraversals(of: .listSeats, least: 1)) {}
        #expect(
            issues.first?.first?.hasPrefix("A client has not read its lists as it should.\n")
                == true)
    }

    @Test func `is not verified if it has thrown`() async throws {
        struct Mistake: Error {}
        let issues = try await comments(.verifyingTraversals(of: .listSeats, least: 1)) {
            throw Mistake()
        }
        #expect(issues == [["Mistake()"]])
    }

    @Test func `shows at its first issue what its client has asked for`() async throws {
        let issues = try await comments(.seatfiller(faults: [Fault(.status(503), call: 2)])) {
            for _ in 0..<2 {
                _ = Seatfiller.current.respond(to: .get("/V1/Inventory?maxResults=1"))
            }
            Issue.record("first")
            Issue.record("second")
        }
        #expect(
            issues == [
                [
                    "first",
                    """
                    Seatfiller has answered 2 requests:
                    1 GET /V1/Inventory?maxResults=1: 200
                    2 GET /V1/Inventory?maxResults=1: 503 (fault-1)
                    """,
                ], ["second"],
            ])
    }

    @Test(.seatfiller()) func `shows nothing for what is known`() {
        withKnownIssue {
            Issue.record("known")
        } matching: { issue in
            issue.comments.map(\.rawValue) == ["known"]
        }
    }

    @Test func `does not begin if a seed has a mistake`() async throws {
        let hasBegun = Mutex(false)
        let issues = try await comments(
            .seatfiller(seed: .json(#"{"elements":{"customer":[]}}"#))
        ) { hasBegun.withLock { $0 = true } }
        #expect(issues.count == 1)
        #expect(hasBegun.withLock { !$0 })
    }

    @Test func `fails where there is no world`() {
        withKnownIssue {
            #expect(Seatfiller.current.url == Seatfiller.current.url)
        } matching: { issue in
            issue.comments.first?.rawValue.hasPrefix("Seatfiller.current has no world here.")
                == true
        }
    }
}

import Seatfiller
import Testing

/// What strangers write against the two APIs, run as they would run it: a process of its own, over
/// a socket. Each client frames its requests and encodes its URLs differently, and each is told
/// the same.
struct ClientTests {
    @Test(.enabled(if: Tool.isInstalled("curl"), "curl is not installed"))
    func `curl walks every seat exactly once`() async throws {
        let emulator = try Emulator()
        let output = try await emulator.serving { url in
            try await Tool("bash").output(of: "walk.sh", url)
        }
        expectEverySeat(in: output)
    }

    @Test(.enabled(if: Tool.isInstalled("python3"), "python3 is not installed"))
    func `urllib walks every seat exactly once`() async throws {
        let emulator = try Emulator()
        let output = try await emulator.serving { url in
            try await Tool("python3").output(of: "walk.py", url)
        }
        expectEverySeat(in: output)
    }

    @Test(.enabled(if: Tool.isInstalled("node"), "node is not installed"))
    func `fetch walks every seat exactly once`() async throws {
        let emulator = try Emulator()
        let output = try await emulator.serving { url in
            try await Tool("node").output(of: "walk.mjs", url)
        }
        expectEverySeat(in: output)
    }

    @Test(.enabled(if: Tool.isInstalled("curl"), "curl is not installed"))
    func `curl meets every fault for what it is`() async throws {
        let emulator = try Emulator()
        let output = try await emulator.serving { url in
            try await Tool("bash").output(of: "faults.sh", url)
        }
        // 52 nothing, 56 reset or no chunk, 1 no HTTP, 28 too late, 18 cut off.
        #expect(
            output == """
                connection=EMPTY_RESPONSE: 52
                connection=CONNECTION_RESET_BY_PEER: 56
                connection=MALFORMED_RESPONSE_CHUNK: 56
                connection=RANDOM_DATA_THEN_CLOSE: 1
                delay=60000: 28
                status=503: 0
                truncateBody: 18

                """)
    }

    @Test(.enabled(if: Tool.isInstalled("node"), "node is not installed"))
    func `fetch meets every fault for what it is`() async throws {
        let emulator = try Emulator()
        let output = try await emulator.serving { url in
            try await Tool("node").output(of: "faults.mjs", url)
        }
        #expect(
            output == """
                EMPTY_RESPONSE: TypeError, UND_ERR_SOCKET
                CONNECTION_RESET_BY_PEER: TypeError, ECONNRESET
                MALFORMED_RESPONSE_CHUNK: TypeError, HPE_INVALID_CHUNK_SIZE
                RANDOM_DATA_THEN_CLOSE: TypeError, HPE_INVALID_CONSTANT
                delay: TimeoutError, The operation was aborted due to timeout
                status: 503, with content
                a short delay: 200, with content

                """)
    }

    /// The text is here once, so that no client can come to be told something else.
    private func expectEverySeat(
        in output: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            output == """
                maxResults=100: 260 seats, 260 distinct, 3 pages
                maxResults=25: 260 seats, 260 distinct, 11 pages
                maxResults=7: 260 seats, 260 distinct, 38 pages
                maxResults=1: 260 seats, 260 distinct, 260 pages
                type 0: contoso 25/25, contosolab 62/86
                type 1: Contoso Sales 31/40
                type 2: contoso.example 12/12
                type 3: contoso-crm 4/10
                maxResults=101: 400 maxResults
                nobody: 404 User nobody@contoso.com

                """,
            sourceLocation: sourceLocation)
    }
}

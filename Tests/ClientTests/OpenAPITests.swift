import Foundation
import Seatfiller
import Testing

/// The three OpenAPI documents, held against what is served by schemathesis: thousands of requests,
/// made from the document, right ones and wrong ones. What it finds that is meant stands with its
/// reason in `clients/schemathesis.toml`.
@Suite(.enabled(if: Tool.hasPython, "make setup-clients installs it"))
struct `What the OpenAPI documents promise` {
    private static let application =
        "grant_type=client_credentials&client_id=b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98"
        + "&client_secret=not-a-secret"

    private static func emulator() throws -> Emulator {
        var settings = Settings()
        settings.auth = .enforced
        settings.adminToken = "hush"
        return try Emulator(settings)
    }

    /// The access token that an endpoint gives to the application of the demo seed.
    private static func token(_ emulator: Emulator, at endpoint: String, _ form: String) throws
        -> String
    {
        let answer = emulator.respond(
            to: Emulator.Request(
                "POST", endpoint,
                headers: [(name: "Content-Type", value: "application/x-www-form-urlencoded")],
                body: application + form))
        return String(try #require(answer.body.firstMatch(of: /"access_token":"([^"]+)"/)).1)
    }

    private static func bearer(_ emulator: Emulator, for document: String) throws -> String {
        switch document {
        case "store":
            try token(
                emulator, at: "/6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10/oauth2/token",
                "&resource=https://onestore.microsoft.com")
        case "elements": try token(emulator, at: "/connect/token", "")
        default: "hush"
        }
    }

    /// What schemathesis prints of a document that is held against a server of its own.
    ///
    /// - Parameter change: what is put in place of what in the document.
    private static func verdict(
        on document: String, changing change: (String, String)? = nil
    ) async throws -> String {
        let emulator = try emulator()
        let bearer = try bearer(emulator, for: document)
        let path = "/__admin/openapi\(document == "admin" ? "" : "/" + document).json"
        let answer = emulator.respond(
            to: Emulator.Request(
                "GET", path, headers: [(name: "Authorization", value: "Bearer hush")]))
        #expect(answer.status == 200)
        var text = answer.body
        if let change {
            #expect(text.contains(change.0))
            text = text.replacingOccurrences(of: change.0, with: change.1)
        }
        let file = FileManager.default.temporaryDirectory
            .appending(path: "seatfiller-\(UUID().uuidString).json")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try await emulator.serving { url in
            try await Tool(Tool.python).output([
                "-m", "schemathesis.cli", "--config-file", Tool.file("schemathesis.toml").path,
                "run", file.path, "--url", url, "--header", "Authorization: Bearer \(bearer)",
                "--continue-on-failure",
            ])
        }
    }

    @Test(arguments: ["store", "elements", "admin"])
    func `is kept, whatever is asked`(document: String) async throws {
        let verdict = try await Self.verdict(on: document)
        #expect(!verdict.contains("exit status"), "\(verdict)")
        #expect(verdict.contains(/[0-9]{3,} generated, [0-9]{3,} passed/), "\(verdict)")
    }

    @Test func `is not passed over where it is broken`() async throws {
        let verdict = try await Self.verdict(
            on: "store",
            changing: (#""assignedTo": {"type": "string""#, #""assignedTo": {"type": "integer""#))
        #expect(verdict.contains("Response violates schema"), "\(verdict)")
        #expect(verdict.hasSuffix("exit status 1\n"), "\(verdict)")
    }
}

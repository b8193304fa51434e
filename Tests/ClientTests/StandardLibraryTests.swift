import Foundation
import Seatfiller
import Testing

/// Libraries that applications use, as they come from PyPI, against the emulator.
@Suite(
    .enabled(
        if: FileManager.default.isExecutableFile(atPath: Tool.python),
        "make setup-clients installs them"))
struct `A standard library` {
    @Test func `signs in at both services, and verifies what it got`() async throws {
        let emulator = try Emulator(auth: .enforced)
        let output = try await emulator.serving { url in
            try await Tool(Tool.python).output(of: "tokens.py", url)
        }
        let scopes = """
            elements.cbprotected.read.all elements.customers.read.all elements.customers.readwrite.all \
            elements.jobs.read.all elements.license.read.all elements.license.readwrite.all \
            elements.scanprofiles.read.all
            """
        #expect(
            output == """
                msal: Bearer 3599
                msal, wrong secret: invalid_client [7000215]
                verified: b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98 6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10 1.0
                requests-oauthlib: 200 3 seats
                authlib, client_secret_basic: \(scopes)
                customers: Contoso Ltd, Fabrikam Inc
                authlib, client_secret_post: \(scopes)
                customers: Contoso Ltd, Fabrikam Inc
                verified: b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98 7 scopes
                rotated, old token: 200
                rotated, new token: 200
                another kid: True
                it is the newest: True
                both are listed: True
                both verify

                """)
    }

    @Test func `proves its client with a certificate, and nobody else does`() async throws {
        let pem = try String(contentsOf: Tool.file("client-certificate.pem"), encoding: .utf8)
        let emulator = try Emulator(
            seed: .demo,
            .json(
                """
                { "applications": [ { "clientId": "11111111-2222-4333-8444-555555555555",
                    "certificates": ["\(pem.replacing("\n", with: "\\n"))"],
                    "permissions": ["elements.license.read.all"] } ] }
                """), auth: .enforced)
        let output = try await emulator.serving { url in
            try await Tool(Tool.python).output(
                of: "assertion.py", url, Tool.file("client-key.pem").path,
                Tool.file("client-certificate.pem").path)
        }
        #expect(
            output == """
                x5t: 200 ok
                kid: 200 ok
                x5t, padded: 200 ok
                x5t, standard: 200 ok
                the same again: 400 invalid_client
                expired: 400 invalid_client
                another audience: 400 invalid_client
                another key: 400 invalid_client
                another issuer: 400 invalid_client
                unsigned: 400 invalid_client
                HS256: 400 invalid_client
                no jti: 400 invalid_client
                Entra, RS256: 200 ok
                Entra, PS256: 200 ok
                Entra, padded: 200 ok
                Entra, standard: 200 ok
                Entra, another key: 401 invalid_client
                Entra, another certificate: 401 invalid_client

                """)
    }

    @Test func `signs in at the real authorities, as it comes from Microsoft`() async throws {
        let pem = try String(contentsOf: Tool.file("client-certificate.pem"), encoding: .utf8)
        let emulator = try Emulator(
            seed: .demo,
            .json(
                """
                { "applications": [ { "clientId": "11111111-2222-4333-8444-555555555555",
                    "certificates": ["\(pem.replacing("\n", with: "\\n"))"],
                    "storeForBusinessTenants": ["6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10"] } ] }
                """), auth: .enforced)
        let output = try await emulator.serving { url in
            try await Tool(Tool.python).output(
                of: "signin.py", url, Tool.file("client-key.pem").path,
                Tool.file("client-certificate.pem").path)
        }
        let (secret, certified) = (
            "b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98 True 200",
            "11111111-2222-4333-8444-555555555555 True 200"
        )
        let ann = "ann@contoso.com True 200"
        #expect(
            output == """
                msal, secret: \(secret)
                msal, domain: \(secret)
                msal, other name: \(secret)
                msal, loopback: \(secret)
                msal, certificate: \(certified)
                msal, thumbprint: \(certified)
                msal, wrong secret: invalid_client [7000215]
                msal, unknown host: invalid_instance
                msal, person: \(ann)
                msal, accounts: ann@contoso.com
                msal, from the cache: True
                msal, wrong password: invalid_grant [50126]
                msal, no password: invalid_grant [50056]
                msal, nobody: invalid_grant [50034]
                azure-identity, secret: \(secret)
                azure-identity, domain: \(secret)
                azure-identity, wrong secret: AADSTS7000215
                azure-identity, certificate: \(certified)
                azure-identity, person: \(ann)
                adal, secret: \(secret)
                adal, domain: \(secret)
                adal, loopback: \(secret)
                adal, unknown host: [50049]
                adal, certificate: \(certified)
                adal, person: \(ann)
                adal, wrong password: [50126]
                adal, nobody: [50034]

                """)
    }

    @Test func `meets every fault for what it is`() async throws {
        let emulator = try Emulator()
        let output = try await emulator.serving { url in
            try await Tool(Tool.python).output(of: "faults.py", url)
        }
        #expect(
            output == """
                none: 485 bytes
                EMPTY_RESPONSE: ConnectionError, ProtocolError
                CONNECTION_RESET_BY_PEER: ConnectionError, ProtocolError
                MALFORMED_RESPONSE_CHUNK: ChunkedEncodingError, ProtocolError
                RANDOM_DATA_THEN_CLOSE: ConnectionError, ProtocolError
                truncateBody: ChunkedEncodingError, ProtocolError
                truncateBody, half: ChunkedEncodingError, ProtocolError
                delay: ReadTimeout, ReadTimeoutError
                dribble: 200, 485 bytes
                dribble took its time: True
                status: 503, 99 bytes
                retried: 200, waited: True
                429 in the journal: 2
                await, missing: 408, 3 closest

                """)
    }

    @Test func `reads the metrics`() async throws {
        let emulator = try Emulator()
        let output = try await emulator.serving { url in
            try await Tool(Tool.python).output(of: "metrics.py", url)
        }
        #expect(
            output == """
                seatfiller_requests: counter, 1 samples
                  store.getInventory 200: 3.0
                seatfiller_request_duration_seconds: histogram, 13 samples
                seatfiller_worlds: gauge, 1 samples
                seatfiller_journal_bytes: gauge, 1 samples
                seatfiller_journal_dropped: counter, 1 samples
                seatfiller_faults_fired: counter, 1 samples
                seatfiller_remembered_answers: counter, 1 samples
                seatfiller_store_bytes: gauge, 1 samples
                seatfiller_held_bytes: gauge, 1 samples
                seatfiller_connections: gauge, 1 samples

                """)
    }

    @Test func `makes the round trip of an application`() async throws {
        let emulator = try Emulator(auth: .enforced)
        let output = try await emulator.serving { url in
            try await Tool(Tool.python).output(of: "roundtrip.py", url)
        }
        #expect(
            output == """
                inventory: 264 entries, 11 pages
                assign: ann@contoso.com CFQ7TTC0K5DR/0002 active
                assign: bob@contoso.com CFQ7TTC0K5DR/0002 active
                assign: carol@contoso.com CFQ7TTC0K5DR/0002 active
                carol: CFQ7TTC0K5DR/0002
                reclaim: carol@contoso.com CFQ7TTC0K5DR/0002 revoked
                carol: none
                available: 98
                assign 25: 4 done, 21 failed: User not found
                available: 96
                reclaim 25: 4 done, 21 failed: User not found
                available: 100
                customers: Contoso Ltd, Fabrikam Inc
                contoso: 25/25
                contosolab: 62/86
                services: Cloud Backup for Microsoft 365, Baseline Management
                seats: 0
                add 20 seats: status 1
                add 31 seats: status 4
                services: Cloud Backup for Microsoft 365, Baseline Management, User Management
                seats: 20
                onboard: status 1
                customer: Tailspin Toys United Kingdom
                onboard again: status 5

                """)
    }

    @Test func `calls the control plane as a coding agent does`() async throws {
        let emulator = try Emulator()
        let output = try await emulator.serving { url in
            try await Tool(Tool.python).output(of: "agent.py", url)
        }
        #expect(
            output == """
                seatfiller 2025-06-18
                True True
                False {'id': 'fault-1'}
                True bad-fault
                rules True

                """)
    }
}

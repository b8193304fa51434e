import ControlAPI
import Cryptography
import Emulation
import Foundation
import FoundationNetworking
import Testing

@testable import Seatfiller

@Suite struct `The key of the certificate authority` {
    /// The key as it could leave: as the text of its file, as its bytes, and as its number alone in
    /// bytes, in hexadecimal and in base64.
    private static func forms(of pem: String) throws -> [Data] {
        let lines = pem.split(separator: "\n").filter { !$0.hasPrefix("-") }
        let der = try #require(Data(base64Encoded: lines.joined()))
        // PKCS #8 of P-256, RFC 5915: the number is an octet string of 32 bytes behind "04 20".
        let mark = try #require(der.range(of: Data([0x02, 0x01, 0x01, 0x04, 0x20])))
        let number = der[mark.upperBound..<mark.upperBound + 32]
        let hexadecimal = number.map { String(format: "%02x", $0) }.joined()
        let texts = lines.map(String.init) + [hexadecimal, hexadecimal.uppercased(), "PRIVATE KEY"]
        return texts.filter { $0.count > 8 }.map { Data($0.utf8) } + [der, Data(number)]
    }

    /// All that the control plane shows when it is only asked.
    private static var shown: [String] {
        Control.routes.compactMap { route -> String? in
            let words = route.split(separator: " ")
            // That one waits for requests that nobody sends.
            guard words[0] == "GET", words[1] != "/__admin/requests/await" else { return nil }
            // Foundation leaves out the last slash where it is led, and so never comes to it.
            guard words[1] != "/__admin/ui" else { return "/__admin/ui/" }
            // Faults are numbered by themselves.
            let id = words[1].hasPrefix("/__admin/faults") ? "fault-1" : "1"
            return String(words[1]).replacing("{name}", with: "default")
                .replacing("{document}", with: "admin.json").replacing("{id}", with: id)
                .replacing("{file}", with: "app.js").replacing("{kind}", with: "users")
        }
    }

    @Test func `is on no channel`() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "seatfiller-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var settings = Settings()
        settings.speaksTLS = true
        settings.authorityFolder = folder
        let emulator = try Emulator(settings)
        let authority = try #require(emulator.authority)
        #expect(authority.identity(for: "localhost", at: nil) != nil)
        _ = emulator.respond(to: .get("/V1/Users/bob@contoso.com/Seats"))
        _ = emulator.respond(to: .init("PUT", "/__admin/snapshots/default"))
        _ = emulator.respond(
            to: .init("POST", "/__admin/faults", body: #"{"do":{"status":503},"when":{"call":99}}"#)
        )

        let key = try String(contentsOfFile: folder + "/ca-key.pem", encoding: .utf8)
        let forms = try Self.forms(of: key)
        #expect(forms.count >= 6)
        // The search finds what is there.
        #expect(forms.contains { Data(key.utf8).range(of: $0) != nil })
        let paths =
            Self.shown + [
                "/healthz", "/common/discovery/keys", "/.well-known/openid-configuration/jwks",
            ]
        #expect(paths.contains("/__admin/ca.p12") && paths.contains("/__admin/requests"))
        try await emulator.serving { url in
            for path in paths {
                let (content, answer) = try await URLSession.shared.data(
                    from: #require(URL(string: url + path)))
                #expect((answer as? HTTPURLResponse)?.statusCode == 200, "\(path)")
                #expect(!forms.contains { content.range(of: $0) != nil }, "\(path)")
            }
        }
        let others = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0 != "ca-key.pem" }
        #expect(others == ["ca.pem"])
        let certificate = try Data(contentsOf: URL(filePath: folder + "/ca.pem"))
        #expect(!forms.contains { certificate.range(of: $0) != nil })
    }
}

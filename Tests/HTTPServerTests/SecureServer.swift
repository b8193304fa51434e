import Cryptography
import Foundation
import HTTP
import HTTPServer
import TestWorlds
import Testing

/// A server that speaks TLS as `a.test`, `b.test` and `127.0.0.1`, and what a client in Python sees
/// of it.
final class SecureServer {
    let server: HTTPServer
    private let folder: URL

    /// - Parameter whenDistrusted: is given the address of a client that accepts no certificate.
    init(
        limits: Limits = Limits(), handler: @escaping Handler = SecureServer.echo,
        whenDistrusted: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        let authority = try Authority()
        server = try HTTPServer(
            host: "127.0.0.1", port: 0, loops: 1, limits: limits,
            tls: TLSSettings(
                identity: { name, address in
                    #expect(address == IPAddress("127.0.0.1"))
                    return authority.identities[name ?? "127.0.0.1"]
                }, whenDistrusted: whenDistrusted), handler: handler)
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(authority.certificate.pem.utf8).write(to: folder.appending(path: "ca.pem"))
    }

    deinit {
        server.stop(within: .zero)
        try? FileManager.default.removeItem(at: folder)
    }

    /// The request again, as its content.
    static let echo: Handler = { request in
        let words = "\(request.method) \(request.target.path) "
        return Response(body: Array(words.utf8) + request.body)
    }

    /// What the client prints, and how it ends where that is not well.
    func seen(_ scenario: String, _ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "clients/tls.py")
        process.arguments =
            ["python3", "-B", "-W", "ignore", script.path, scenario, "\(server.port)"]
            + [folder.appending(path: "ca.pem").path] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let end = process.terminationStatus
        return String(decoding: text, as: UTF8.self) + (end == 0 ? "" : "exit status \(end)\n")
    }
}

/// A CA of the tests' own, with what it has signed.
struct Authority {
    let certificate: Certificate
    let identities: [String: TLSIdentity]

    init() throws {
        let now = Int(Date().timeIntervalSince1970)
        let validity = now - 3600...now + 3600
        let key = PrivateKey.newP256()
        let certificate = try CertificateDraft(
            commonName: "tests",
            role: .authority(within: [
                .domain("test"),
                .addresses([127, 0, 0, 0], mask: [255, 0, 0, 0]),
            ]), validity: validity
        ).selfSigned(with: key)
        self.certificate = certificate
        let names: [String: CertificateDraft.Name] = [
            "a.test": .domain("a.test"), "b.test": .domain("b.test"),
            "127.0.0.1": .address([127, 0, 0, 1]),
        ]
        identities = try Dictionary(
            uniqueKeysWithValues: names.map { text, name in
                // Either kind of key is shown to a client.
                let own = text == "b.test" ? PrivateKey.newRSA() : .newP256()
                let draft = CertificateDraft(
                    commonName: text.hasSuffix(".test") ? text : "an address",
                    role: .server([name]), validity: validity)
                let leaf = try draft.signed(for: own.publicKey, by: certificate, with: key)
                return (text, try TLSIdentity(leaf, issuers: [certificate], key: own))
            })
    }
}

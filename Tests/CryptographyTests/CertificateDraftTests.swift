import Foundation
import Testing

@testable import Cryptography

@Suite struct `A certificate that is made` {
    private let folder: URL
    private let authority: Certificate
    private let key = PrivateKey.newP256()
    /// 2026 to 2046, and a year of them.
    private static let decades = 1_767_225_600...2_398_377_600
    private static let year = 1_767_225_600...1_798_761_600

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        authority = try CertificateDraft(
            commonName: "Tests, \"all\" of them",
            role: .authority(within: [
                .domain("example.test"), .addresses([127, 0, 0, 0], mask: [255, 0, 0, 0]),
                .addresses(
                    [UInt8](repeating: 0, count: 15) + [1],
                    mask: [UInt8](repeating: 0xFF, count: 16)),
            ]), validity: Self.decades
        ).selfSigned(with: key)
    }

    /// What the openssl command prints of a certificate, or says of it.
    private func openssl(_ certificate: Certificate, _ arguments: String...) throws -> String {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (leaf, ca) = (folder.appending(path: "leaf.pem"), folder.appending(path: "ca.pem"))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try certificate.pem.write(to: leaf, atomically: true, encoding: .utf8)
        try authority.pem.write(to: ca, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.currentDirectoryURL = folder
        process.arguments = ["openssl"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }

    private func leaf(
        _ names: [CertificateDraft.Name], for key: PrivateKey = .newP256()
    ) throws -> Certificate {
        try CertificateDraft(commonName: "a server", role: .server(names), validity: Self.year)
            .signed(for: key.publicKey, by: authority, with: self.key)
    }

    @Test func `of an authority says what it may do`() throws {
        let text = try openssl(
            authority, "x509", "-in", "ca.pem", "-noout", "-subject", "-issuer", "-dates", "-ext",
            "basicConstraints,keyUsage,nameConstraints")
        #expect(
            text == """
                subject=CN = "Tests, \\"all\\" of them"
                issuer=CN = "Tests, \\"all\\" of them"
                notBefore=Jan  1 00:00:00 2026 GMT
                notAfter=Jan  1 00:00:00 2046 GMT
                X509v3 Basic Constraints: critical
                    CA:TRUE, pathlen:0
                X509v3 Key Usage: critical
                    Certificate Sign, CRL Sign
                X509v3 Name Constraints: critical
                    Permitted:
                      DNS:example.test
                      IP:127.0.0.0/255.0.0.0
                      IP:0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF

                """)
        #expect(authority.publicKey.der == key.publicKey.der)
    }

    @Test(arguments: [PrivateKey.newP256(), .newRSA()])
    func `of a server says its names, and is believed by strict clients`(own: PrivateKey) throws {
        let names: [CertificateDraft.Name] = [
            .domain("example.test"), .domain("*.b.example.test"), .address([127, 0, 0, 1]),
            .address([UInt8](repeating: 0, count: 15) + [1]),
        ]
        let certificate = try leaf(names, for: own)
        #expect(certificate.publicKey.der == own.publicKey.der)
        let text = try openssl(
            certificate, "x509", "-in", "leaf.pem", "-noout", "-subject", "-issuer", "-ext",
            "basicConstraints,keyUsage,extendedKeyUsage,subjectAltName")
        #expect(
            text == """
                subject=CN = a server
                issuer=CN = "Tests, \\"all\\" of them"
                X509v3 Basic Constraints: critical
                    CA:FALSE
                X509v3 Key Usage: critical
                    Digital Signature
                X509v3 Extended Key Usage: \n\
                    TLS Web Server Authentication
                X509v3 Subject Alternative Name: \n\
                    DNS:example.test, DNS:*.b.example.test, IP Address:127.0.0.1, \
                IP Address:0:0:0:0:0:0:0:1

                """)
        #expect(try verdict(certificate) == "leaf.pem: OK\n")
        // Each has a number of its own.
        #expect(try leaf(names, for: own).der != certificate.der)
    }

    private func verdict(_ certificate: Certificate) throws -> String {
        try openssl(
            certificate, "verify", "-x509_strict", "-attime", "1780000000", "-purpose", "sslserver",
            "-CAfile", "ca.pem", "leaf.pem")
    }

    @Test func `is believed within the names of its authority alone`() throws {
        for name: CertificateDraft.Name in [.domain("example.org"), .address([10, 0, 0, 1])] {
            #expect(try verdict(leaf([name])).contains("permitted subtree violation"), "\(name)")
        }
    }

    @Test func `is an error where it would say what nobody has meant`() throws {
        for name in ["", "a,b", "a b", "a\n", "*", "*.", "a*.b", "é.test", "a;b", "DNS:a/b"] {
            #expect(throws: CryptographyError.self, "\(name)") { try leaf([.domain(name)]) }
        }
        for count in [0, 3, 5, 17] {
            let bytes = [UInt8](repeating: 1, count: count)
            #expect(throws: CryptographyError.self) { try leaf([.address(bytes)]) }
        }
        #expect(throws: CryptographyError.self) { try leaf([]) }
        for (name, validity) in [("", Self.year), (String(repeating: "n", count: 65), Self.year)] {
            let draft = CertificateDraft(
                commonName: name, role: .authority(within: []), validity: validity)
            #expect(throws: CryptographyError.self) { try draft.selfSigned(with: key) }
        }
        let uneven = CertificateDraft(
            commonName: "n", role: .authority(within: [.addresses([1, 2, 3, 4], mask: [255])]),
            validity: Self.year)
        #expect(throws: CryptographyError.self) { try uneven.selfSigned(with: key) }
        let endless = CertificateDraft(
            commonName: "n", role: .authority(within: []), validity: 0...Int.max)
        #expect(throws: CryptographyError.self) { try endless.selfSigned(with: key) }
    }

    @Test func `is signed with the key of its issuer alone`() throws {
        let other = PrivateKey.newP256()
        #expect(throws: CryptographyError.self) {
            try CertificateDraft(
                commonName: "n", role: .server([.domain("n")]), validity: Self.year
            )
            .signed(for: other.publicKey, by: authority, with: other)
        }
    }
}

import ControlAPI
import Cryptography
import Emulation
import Foundation
import FoundationNetworking
import HTTP
import Testing

@testable import Seatfiller

@Suite struct `The certificate authority` {
    private static func authority(
        _ folder: String? = nil, names: [String] = []
    ) throws -> CertificateAuthority {
        var settings = Settings()
        settings.authorityFolder = folder
        settings.tlsNames = names.compactMap { Host($0[...]) }
        return try CertificateAuthority(settings)
    }

    private static func folder() throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "seatfiller-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }

    private static func emulator(_ speaksTLS: Bool = true) throws -> Emulator {
        var settings = Settings()
        settings.speaksTLS = speaksTLS
        return try Emulator(settings)
    }

    @Test func `stands for the emulated hosts, for the machine, and for names that are added`()
        throws
    {
        let authority = try Self.authority(names: ["seatfiller", "10.0.0.7"])
        for name in Settings().roster.hosts + [
            "localhost", "a.localhost", "LOGIN.microsoftonline.com", "seatfiller", "127.0.0.1",
        ] {
            #expect(authority.identity(for: name, at: nil) != nil, "\(name)")
        }
        for name in ["example.com", "microsoftonline.com", "a.bspmts.mp.microsoft.com", "", "a b"] {
            #expect(authority.identity(for: name, at: IPAddress("127.0.0.1")) == nil, "\(name)")
        }
        for (address, isOurs) in [
            ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("10.0.0.7", true),
            ("10.0.0.8", false),
        ] {
            #expect(
                (authority.identity(for: nil, at: IPAddress(address[...])) != nil) == isOurs,
                "\(address)")
        }
        #expect(authority.identity(for: nil, at: nil) == nil)
        #expect(
            authority.identity(for: "localhost", at: nil)
                === authority.identity(for: "localhost", at: nil))
    }

    @Test func `is asked for without a token, and never gives its key`() throws {
        var settings = Settings()
        settings.speaksTLS = true
        settings.adminToken = "hush"
        let emulator = try Seatfiller.Emulator(settings)
        let pem = emulator.respond(to: .get("/__admin/ca.pem"))
        #expect(pem.status == 200)
        let text = pem.body
        #expect(text.components(separatedBy: "-----BEGIN ").count == 2)
        #expect(text.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
        #expect(try Certificate(pem: text).pem == text)
        #expect(emulator.respond(to: .get("/__admin/ca.pem")).body == pem.body)
        let store = emulator.respond(to: .get("/__admin/ca.p12"))
        #expect(store.status == 200)
        #expect(emulator.respond(to: .get("/__admin/rules")).status == 401)
    }

    @Test func `is not made before a client needs it`() async throws {
        let emulator = try Self.emulator()
        let authority = try #require(emulator.authority)
        try await emulator.serving { url in
            for path in ["/healthz", "/V1/Users/bob@contoso.com/Seats", "/__admin/rules"] {
                _ = try await URLSession.shared.data(from: #require(URL(string: url + path)))
            }
        }
        _ = emulator.respond(to: .init("CONNECT", "bspmts.mp.microsoft.com:443"))
        #expect(authority.identity(for: "example.com", at: nil) == nil)
        #expect(!authority.isMade)
        #expect(emulator.respond(to: .get("/__admin/ca.pem")).status == 200)
        #expect(authority.isMade)
    }

    @Test func `is none where no TLS is spoken`() throws {
        #expect(
            try Self.emulator(false).respond(to: .get("/__admin/ca.pem")).text == """
                HTTP/1.1 404 Not Found
                content-type: application/problem+json

                {"type":"about:blank","title":"Not Found","status":404,\
                "detail":"This server does not speak TLS, so it has no certificate to trust.","code":"no-tls",\
                "hint":"serve speaks it without --tls off."}
                """)
    }

    // MARK: Kept

    @Test func `is kept in a folder, its key for nobody else`() throws {
        let folder = try Self.folder() + "/new"
        let pem = try Self.authority(folder).files.pem
        #expect(try String(contentsOfFile: folder + "/ca.pem", encoding: .utf8) == pem)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/ca-key.pem")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
        #expect(try Self.authority(folder).files.pem == pem)
    }

    @Test func `is made once where many come at once`() async throws {
        let folder = try Self.folder() + "/shared"
        let made = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<16 { group.addTask { try Self.authority(folder).files.pem } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(made.count == 1)
    }

    @Test func `is finished by the next where somebody was interrupted`() throws {
        let folder = try Self.folder()
        _ = try Self.authority(folder)
        let key = try String(contentsOfFile: folder + "/ca-key.pem", encoding: .utf8)
        try FileManager.default.removeItem(atPath: folder + "/ca.pem")
        _ = try Self.authority(folder)
        #expect(try String(contentsOfFile: folder + "/ca-key.pem", encoding: .utf8) == key)
        _ = try Self.authority(folder)
    }

    /// Writes a pair of its own into a folder.
    private static func write(
        _ role: CertificateDraft.Role, _ validity: ClosedRange<Int>, to folder: String
    ) throws {
        let key = PrivateKey.newP256()
        let certificate = try CertificateDraft(
            commonName: "another one", role: role, validity: validity
        ).selfSigned(with: key)
        try Data(certificate.pem.utf8).write(to: URL(filePath: folder + "/ca.pem"))
        try Data(key.pem.utf8).write(to: URL(filePath: folder + "/ca-key.pem"))
    }

    private static let always = 0...4_000_000_000

    @Test(arguments: [
        ("damaged certificate", "cannot read: no start line"),
        ("damaged key", "cannot read: no start line"),
        ("no key", "cannot use ca.pem: ca-key.pem is missing"),
        ("key of another", "cannot sign with this key: key values mismatch"),
        ("for every name", "cannot trust a certificate: its authority is for every name"),
        ("for other names", "cannot trust a certificate: permitted subtree violation"),
        ("no authority", "cannot trust a certificate: its authority is for every name"),
        ("expired", "cannot trust a certificate: certificate has expired"),
    ])
    func `is refused in one line where a folder has one that is of no use`(
        what: String, reason: String
    ) throws {
        let folder = try Self.folder()
        _ = try Self.authority(folder)
        let files = (URL(filePath: folder + "/ca.pem"), URL(filePath: folder + "/ca-key.pem"))
        switch what {
        case "damaged certificate": try Data("x".utf8).write(to: files.0)
        case "damaged key": try Data("x".utf8).write(to: files.1)
        case "no key": try FileManager.default.removeItem(at: files.1)
        case "key of another": try Data(PrivateKey.newP256().pem.utf8).write(to: files.1)
        case "for every name":
            try Self.write(.authority(within: []), Self.always, to: folder)
        case "for other names":
            try Self.write(.authority(within: [.domain("a.test")]), Self.always, to: folder)
        case "no authority":
            try Self.write(.server([.domain("localhost")]), Self.always, to: folder)
        default:
            let names = Settings().roster.hosts + ["localhost"]
            try Self.write(
                .authority(
                    within: names.map { .domain($0) } + [
                        .addresses([127, 0, 0, 0], mask: [255, 0, 0, 0]),
                        .addresses(
                            [UInt8](repeating: 0, count: 15) + [1],
                            mask: [UInt8](repeating: 255, count: 16)),
                    ]), 0...1_000_000_000, to: folder)
        }
        let error = try #require(throws: SeatfillerError.self) { try Self.authority(folder) }
        #expect(
            error.description
                == "the authority in \(folder) cannot be used: \(reason); remove ca.pem and "
                + "ca-key.pem there, and the next start makes a new one")
        #expect(error.kind == .usage)
    }

    @Test func `that is kept is made anew for a name that is added`() throws {
        let folder = try Self.folder()
        _ = try Self.authority(folder)
        let error = try #require(throws: SeatfillerError.self) {
            try Self.authority(folder, names: ["seatfiller"])
        }
        #expect(error.description.contains("permitted subtree violation"))
    }
}

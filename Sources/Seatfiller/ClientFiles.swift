import ControlAPI
import System

/// The files that lead an unchanged client to the emulator, and make the client trust it.
struct ClientFiles {
    private let authority: AuthorityFiles
    private let nodeScript: String

    /// - Parameters:
    ///   - url: the server's base URL.
    ///   - hosts: the emulated hosts.
    ///   - world: the world that answers the clients; nil for the default world.
    init(_ authority: AuthorityFiles, url: String, hosts: [String], world: String? = nil) {
        self.authority = authority
        nodeScript = NodeScript(leading: hosts, to: url, in: world).text
    }

    /// Writes the files.
    ///
    /// - Returns: their paths.
    func write(to folder: PrivateFolder) throws(SeatfillerError) -> ClientEnvironment.Trust {
        let trust = ClientEnvironment.Trust(
            authority: "\(folder.path)/ca.pem", bundle: "\(folder.path)/bundle.pem",
            keyStore: "\(folder.path)/ca.p12", nodeScript: "\(folder.path)/node.cjs")
        return try SeatfillerError.wording("\(folder.path) cannot be written", .failure) {
            () throws(FileError) in
            try Files.write(Array(authority.pem.utf8), to: trust.authority)
            try Files.write(Self.machineAuthorities() + authority.pem.utf8, to: trust.bundle)
            try Files.write(authority.trustStore, to: trust.keyStore)
            try Files.write(Array(nodeScript.utf8), to: "\(folder.path)/node.cjs")
            return trust
        }
    }

    /// The authorities that the machine trusts: from the file that the environment names, or else
    /// from where Debian, Fedora, Alpine or SUSE keeps them. Empty if there is no such file.
    private static func machineAuthorities() throws(FileError) -> [UInt8] {
        let paths =
            [Variables.text(of: "SSL_CERT_FILE") ?? ""] + [
                "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                "/etc/ssl/cert.pem", "/etc/ssl/ca-bundle.pem",
            ]
        for path in paths where !path.isEmpty {
            guard try Files.kind(of: path) == .regular else { continue }
            let bytes = try Files.bytes(of: path)
            return bytes.last == UInt8(ascii: "\n") ? bytes : bytes + [UInt8(ascii: "\n")]
        }
        return []
    }
}

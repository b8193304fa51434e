import Cryptography
import HTTP
import System

/// A folder that keeps a certificate authority, so that clients need to be told to trust it once.
struct AuthorityFolder {
    private let path: String
    private var certificatePath: String { "\(path)/ca.pem" }
    private var keyPath: String { "\(path)/ca-key.pem" }

    init(_ path: String) {
        self.path = path
    }

    /// The authority in the folder. It is made if it is missing. Of several servers that start at
    /// once, one makes it, and the others wait.
    ///
    /// - Throws: `SeatfillerError` if a file cannot be read or written, or if the authority is
    ///   damaged, has expired, or is not for these names.
    func pair(for names: Set<Host>) throws(SeatfillerError) -> AuthorityPair {
        let lock = try wording { () throws(FileError) in
            try Files.makeFolder(path)
            return try FolderLock(path)
        }
        defer { withExtendedLifetime(lock) {} }
        let (certificate, key) = (try text(of: certificatePath), try text(of: keyPath))
        do {
            if let certificate {
                let pair = try Self.pair(certificate, key)
                try pair.check(for: names)
                return pair
            }
            // A key without a certificate was left by a server that was interrupted here.
            let privateKey = try key.map { try PrivateKey(pem: $0) } ?? .newP256()
            let pair = try AuthorityPair(for: names, key: privateKey)
            if key == nil { try write(pair.key.pem, to: keyPath, mode: 0o600) }
            try write(pair.certificate.pem, to: certificatePath, mode: 0o644)
            return pair
        } catch let error as SeatfillerError {
            throw error
        } catch {
            throw SeatfillerError(
                .usage,
                "the authority in \(path) cannot be used: \(error); remove ca.pem and ca-key.pem "
                    + "there, and the next start makes a new one")
        }
    }

    private static func pair(
        _ certificate: String, _ key: String?
    ) throws(CryptographyError) -> AuthorityPair {
        guard let key else { throw CryptographyError("use ca.pem", "ca-key.pem is missing") }
        return AuthorityPair(
            certificate: try Certificate(pem: certificate), key: try PrivateKey(pem: key))
    }

    /// The content of a file; nil if there is no file.
    private func text(of path: String) throws(SeatfillerError) -> String? {
        try wording { () throws(FileError) -> String? in
            guard try Files.kind(of: path) != nil else { return nil }
            return String(decoding: try Files.bytes(of: path), as: UTF8.self)
        }
    }

    private func write(
        _ text: String, to path: String, mode: UInt32
    ) throws(SeatfillerError) {
        try wording { () throws(FileError) in
            let file = try NewFile(path, mode: mode)
            try file.write(Array(text.utf8))
            try file.finish()
        }
    }

    private func wording<Result>(
        _ body: () throws(FileError) -> Result
    ) throws(SeatfillerError) -> Result {
        try SeatfillerError.wording("--ca \(path) cannot be used", .usage, body)
    }
}

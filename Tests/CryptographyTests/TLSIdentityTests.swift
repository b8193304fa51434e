import Cryptography
import Testing

@Suite struct `An identity` {
    @Test func `has the key of its certificate and no other`() throws {
        let key = PrivateKey.newP256()
        let certificate = try CertificateDraft(
            commonName: "n", role: .server([.domain("n")]), validity: 0...1
        ).selfSigned(with: key)
        _ = try TLSIdentity(certificate, issuers: [certificate], key: key)
        for other in [PrivateKey.newP256(), .newRSA()] {
            #expect(throws: CryptographyError.self) { try TLSIdentity(certificate, key: other) }
        }
    }
}

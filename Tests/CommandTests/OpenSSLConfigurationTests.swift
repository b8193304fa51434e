import Foundation
import Testing

@Suite struct `The machine's configuration of OpenSSL` {
    @Test func `is not read, whatever it says`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "openssl.cnf")
        // Whoever reads this finds no algorithm, and says so.
        try """
        openssl_conf = all
        config_diagnostics = 1
        [all]
        alg_section = algorithms
        providers = providers
        [algorithms]
        default_properties = fips=yes
        [providers]
        elsewhere = elsewhere
        [elsewhere]
        module = \(folder.path)/elsewhere.so
        activate = 1

        """.write(to: file, atomically: true, encoding: .utf8)
        let server = try Server("--port", "0", environment: ["OPENSSL_CONF": file.path])
        let seats = try Run.curl(server.url + "/V1/Users/max@contoso.com/Seats?maxResults=1")
        #expect(seats.contains(#""continuationToken":""#))
        let token = try Run.curl(
            "--data", "grant_type=client_credentials&client_id=a&client_secret=b",
            server.url + "/connect/token")
        #expect(token.contains(#""access_token":""#))
        #expect(try server.end().code == 0)
    }
}

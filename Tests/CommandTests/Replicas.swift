import Foundation
import FoundationNetworking

/// Three servers behind HAProxy, as `docker/haproxy/haproxy.cfg` has it.
final class Replicas {
    private(set) var servers: [Server]
    let url: String
    private let proxy: Process
    private let options: [String]
    private let session = URLSession(configuration: .ephemeral)

    static let haproxy = ["/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/usr/bin/haproxy"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    private static let configuration = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../docker/haproxy/haproxy.cfg")

    /// - Parameter options: of each server, besides the key that they share.
    init(_ options: String...) async throws {
        let options = options + ["--token-key", String(repeating: "5ea7", count: 16)]
        self.options = options
        servers = try (1...3).map { _ in try Server(options + ["--port", "0"]) }
        let (port, health) = (try freePort(), try freePort())
        url = "http://127.0.0.1:\(port)"
        proxy = Process()
        proxy.executableURL = URL(filePath: Self.haproxy ?? "")
        proxy.arguments = ["-q", "-f", Self.configuration.path]
        proxy.environment = [
            "BIND": "127.0.0.1:\(port)", "HEALTH_BIND": "127.0.0.1:\(health)",
            "REPLICA_1": "127.0.0.1:\(servers[0].port)",
            "REPLICA_2": "127.0.0.1:\(servers[1].port)",
            "REPLICA_3": "127.0.0.1:\(servers[2].port)",
        ]
        proxy.standardOutput = FileHandle.nullDevice
        try proxy.run()
        // It says nothing when it listens.
        while try await ask("http://127.0.0.1:\(health)/readyz", "GET", []) != "200 " {}
    }

    /// Asks through the proxy: the status and the content.
    ///
    /// A connection that broke under a request is the proxy's 502, and a client asks again.
    func ask(
        _ target: String, method: String = "GET", _ headers: [(String, String)] = [],
        form: String? = nil
    ) async throws -> String {
        var answer = ""
        repeat {
            answer = try await ask(url + target, method, headers, form)
        } while answer.hasPrefix("502 ") || answer.hasPrefix("503 <html>")
        return answer
    }

    private func ask(
        _ url: String, _ method: String, _ headers: [(String, String)], _ form: String? = nil
    ) async throws -> String {
        var request = URLRequest(url: URL(string: url)!)
        request.httpMethod = method
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        request.httpBody = form.map { Data($0.utf8) }
        guard let (data, response) = try? await session.data(for: request) else { return "" }
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        return "\(status) \(String(decoding: data, as: UTF8.self))"
    }

    /// What one of them says by itself.
    func ask(replica: Int, _ target: String) async throws -> String {
        try await ask(servers[replica].url + target, "GET", [])
    }

    /// Ends one at once; its place stays empty.
    func kill(_ replica: Int) throws {
        _ = try servers[replica].end(SIGKILL)
    }

    /// Puts a new one in the place of one that was killed.
    func replace(_ replica: Int) throws {
        servers[replica] = try Server(options + ["--port", String(servers[replica].port)])
    }

    deinit {
        proxy.terminate()
    }
}

/// A port that is free now.
private func freePort() throws -> UInt16 {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            _ = bind(socket, address, size)
            _ = getsockname(socket, address, &size)
        }
    }
    return address.sin_port.bigEndian
}

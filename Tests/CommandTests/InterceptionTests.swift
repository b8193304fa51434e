import Foundation
import TestWorlds
import Testing

@Suite struct `Clients that nobody changed` {
    private static let seats = "https://bspmts.mp.microsoft.com/V1/Users/bob@contoso.com/Seats"

    private static func shell(_ script: String) throws -> (output: String, exitCode: Int32) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script, "sh", Run.executable.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: text, as: UTF8.self), process.terminationStatus)
    }

    @Test func `find a server that runs by what env prints, in a world of their own`() throws {
        let server = try Server("--port", "0", "--admin-token", "hush")
        let seen = try Self.shell(
            """
            eval "$("$1" env \(server.url) --world test-17)"
            curl -s '\(Self.seats)' | grep -c 9NBLGGH4R2R6
            curl -s --noproxy '*' -H 'Authorization: Bearer hush' "$SEATFILLER_URL/__admin/requests" |
                grep -o -m 1 '"world":"[^"]*"' | head -1
            curl -s --noproxy '*' -o /dev/null -w '%{http_code}\n' -H 'Authorization: Bearer hush' \
                '\(server.url)/__world/test-17/__admin/requests'
            stat -c %a "$(dirname "$SEATFILLER_CA")"
            rm -r "$(dirname "$SEATFILLER_CA")"
            """)
        #expect(seen.output.hasPrefix("1\n"))
        #expect(seen.output.hasSuffix("200\n700\n"))
    }

    @Test func `meet faults, worlds and the refusal of other hosts behind CONNECT`() throws {
        let run = try Run(
            "exec", "--", "sh", "-c",
            #"""
            admin() { curl -s --noproxy '*' "$SEATFILLER_URL/__admin/$@"; }
            admin faults -o /dev/null -d '{"do":{"connection":"CONNECTION_RESET_BY_PEER"},"when":{"call":1}}'
            curl -s -o /dev/null "$0"; echo $?
            curl -s -o /dev/null -w '%{http_code}\n' "$0"
            https_proxy=http://test-17:x@${SEATFILLER_URL#http://} curl -s -o /dev/null "$0"
            admin worlds | grep -o '"name":"[^"]*"'
            curl -s -o /dev/null -w '%{http_connect}\n' https://telemetry.example/
            admin requests/count -d '{"operation":"proxy.refused"}'
            """#, Self.seats)
        #expect(
            run.output == """
                56
                200
                "name":"default"
                "name":"test-17"
                403
                {"count":1}
                """)
        #expect(
            run.errors == "seatfiller: 4 requests: 1 proxy, 3 store; refused telemetry.example\n")
    }

    @Test func `believe the certificate that ca prints`() throws {
        let server = try Server("--port", "0")
        let pem = try Run("ca", server.url)
        #expect(pem.output.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
        #expect(pem.output.hasSuffix("\n-----END CERTIFICATE-----\n"))
        let file = try temporaryFolder().appending(path: "ca.pem")
        try Data(pem.output.utf8).write(to: file)
        let port = server.url.split(separator: ":").last ?? ""
        let seen = try Self.shell(
            """
            curl -s --noproxy '*' --cacert '\(file.path)' -o /dev/null -w '%{http_code}\n' \
                https://127.0.0.1:\(port)/__admin/health https://localhost:\(port)/__admin/health
            curl -s --noproxy '*' -o /dev/null -w '%{http_code}\n' https://127.0.0.1:\(port)/
            """)
        #expect(seen.output.hasPrefix("200"))
        #expect(seen.exitCode == 60)
    }

    @Test func `are told once in the log what they need to trust the server`() throws {
        let server = try Server("--port", "0")
        let port = server.url.split(separator: ":").last ?? ""
        let seen = try Self.shell(
            """
            curl -s --noproxy '*' https://127.0.0.1:\(port)/; echo $?
            curl -s --noproxy '*' https://localhost:\(port)/; echo $?
            curl -s -x \(server.url) '\(Self.seats)'; echo $?
            curl -sk --noproxy '*' -o /dev/null -w '%{http_code}\n' https://127.0.0.1:\(port)/healthz
            """)
        #expect(seen.output == "60\n60\n60\n200\n")
        let log = try server.end().errors.split(separator: "\n").filter { $0.contains(" warning ") }
        #expect(log.count == 1)
        let line = """
             warning the client at 127.0.0.1 does not trust this server's certificate authority; \
            run it with seatfiller exec or with what seatfiller env prints, such as SSL_CERT_FILE \
            (OpenSSL, Python, Go, Ruby), REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, NODE_EXTRA_CA_CERTS or \
            JAVA_TOOL_OPTIONS; Mono needs cert-sync --user
            """
        #expect(log.first?.hasSuffix(line) == true, "\(log)")
    }

    @Test func `are refused with TLS off`() throws {
        let server = try Server("--port", "0", "--tls", "off")
        let port = server.url.split(separator: ":").last ?? ""
        let seen = try Self.shell(
            """
            curl -sk --noproxy '*' https://127.0.0.1:\(port)/; echo $?
            curl -s -o /dev/null -w '%{http_connect}\n' -x \(server.url) '\(Self.seats)'
            """)
        #expect(seen.output == "35\n501\n")
        for command in ["ca", "env"] {
            let run = try Run(command, server.url)
            #expect(
                run.errors
                    == "seatfiller: the server on \(server.url) is not Seatfiller with TLS\n"
            )
            #expect(run.exitCode == 1)
        }
        let plain = try Run(
            "exec", "--quiet", "--tls", "off", "--", "sh", "-c",
            "echo ${SEATFILLER_CA-none} ${https_proxy-none}")
        #expect(plain.output == "none none\n")
    }

    @Test func `are asked nothing of where nothing answers`() throws {
        for command in ["ca", "env"] {
            let run = try Run(command, "http://127.0.0.1:1")
            #expect(run.errors == "seatfiller: nothing answers on http://127.0.0.1:1\n")
            #expect(run.exitCode == 1)
        }
    }

    @Test func `leave no folder behind`() throws {
        let run = try Run(
            "exec", "--quiet", "--", "sh", "-c",
            #"dirname "$SEATFILLER_CA"; ls "$(dirname "$SEATFILLER_CA")"; exit 3"#)
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines.dropFirst() == ["bundle.pem", "ca.p12", "ca.pem", "node.cjs"])
        #expect(!FileManager.default.fileExists(atPath: lines[0]))
        #expect(run.exitCode == 3)
    }

    @Test func `leave no folder behind where the server is killed`() throws {
        let process = Run.process(
            [
                "exec", "--quiet", "--", "sh", "-c",
                #"dirname "$SEATFILLER_CA"; kill -KILL $PPID; sleep 60"#,
            ], [:], nil)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let folder = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
        #expect(folder.hasPrefix("/"))
        let deadline = ContinuousClock.now + .patience
        while FileManager.default.fileExists(atPath: folder), ContinuousClock.now < deadline {}
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func `keep the authority of a folder, and a server inside of exec is not misled`() throws
    {
        let folder = try temporaryFolder().appending(path: "authority").path
        let runs = try (0..<2).map { _ in
            try Run(
                "exec", "--quiet", "--ca", folder, "--", "sh", "-c",
                #"cat "$SEATFILLER_CA"; "$0" exec --quiet -- true"#, Run.executable.path)
        }
        #expect(runs[0].output == runs[1].output)
        #expect(runs[0].errors == "")
        #expect(
            try String(contentsOfFile: folder + "/ca.pem", encoding: .utf8) == runs[0].output)
        let file = folder + "/ca.pem"
        let refused = try Run("exec", "--ca", file, "--", "true")
        #expect(
            refused.errors
                == "seatfiller: --ca \(file) cannot be used: Not a directory\n")
        #expect(refused.exitCode == 2)
    }
}

import Foundation
import Testing

@Suite struct `A variable of the environment` {
    /// The names of serve's options, as its help has them.
    private struct ServeOptions {
        let names: [String]

        init() throws {
            let help = try Run("help", "serve").output
            names = help.matches(of: /(?m)^  (?:-\w, )?--([a-z-]+)/).map { String($0.1) }
                .filter { !["help", "version"].contains($0) }
        }
    }

    private func variable(_ name: String) -> String {
        "SEATFILLER_" + name.uppercased().replacing("-", with: "_")
    }

    @Test func `that is empty is none, for every option but the secret ones`() throws {
        let names = try ServeOptions().names
        #expect(names.count > 25)
        let secrets = ["admin-token", "token-key"]
        var empty = Dictionary(
            uniqueKeysWithValues: names.filter { !secrets.contains($0) }.map { (variable($0), "") })
        empty["SEATFILLER_PORT"] = nil
        let server = try Server("--port", "0", environment: empty)
        #expect(server.readyLine.hasSuffix(": 4 users, 264 seats, 2 customers, 5 tenants"))
        let end = try server.end()
        #expect(end.code == 0)
        #expect(!end.errors.contains("no option's"))
        // The port alone: 7328 may be taken here, and is never asked for by an empty text, nor by
        // what Kubernetes says of a service of our name.
        for port in ["", "tcp://10.0.0.1:7328"] {
            let run = try Run("--loops", "0", environment: ["SEATFILLER_PORT": port])
            #expect(!run.errors.contains("PORT"), "\(run.errors)")
        }
        #expect(
            try Run("--port", "0", environment: ["SEATFILLER_ADMIN_TOKEN": ""]).errors
                == "seatfiller: SEATFILLER_ADMIN_TOKEN is empty\n")
        #expect(
            try Run("--port", "0", environment: ["SEATFILLER_TOKEN_KEY": ""]).errors
                == "seatfiller: SEATFILLER_TOKEN_KEY is not written in 32 hexadecimal digits or more\n"
        )
    }

    @Test func `that is no option's is named, with what may be meant`() throws {
        let server = try Server(
            "--port", "0",
            environment: [
                "SEATFILLER_SED": "x.json", "SEATFILLER_LOGLEVEL": "debug",
                "SEATFILLER_FROBNICATE": "", "SEATFILLER_HELP": "1",
                // For clients and recipes, and of Kubernetes.
                "SEATFILLER_URL": "http://127.0.0.1:7328", "SEATFILLER_IMAGE": "seatfiller",
                "SEATFILLER_SERVICE_HOST": "10.0.0.1", "SEATFILLER_PORT_7328_TCP_PORT": "7328",
            ])
        let lines = try server.end().errors.split(separator: "\n").map {
            $0.split(separator: " ", maxSplits: 1).last.map(String.init) ?? ""
        }
        #expect(
            lines == [
                "warning SEATFILLER_FROBNICATE is no option's variable",
                "warning SEATFILLER_HELP is no option's variable",
                "warning SEATFILLER_LOGLEVEL is no option's variable; did you mean SEATFILLER_LOG_LEVEL?",
                "warning SEATFILLER_SED is no option's variable; did you mean SEATFILLER_SEED?",
                "info stopping: answers in flight have 5 seconds",
            ])
        #expect(
            try !Server("--port", "0", "--log-level", "error", environment: ["SEATFILLER_SED": "x"])
                .end().errors.contains("SED"))
    }
}

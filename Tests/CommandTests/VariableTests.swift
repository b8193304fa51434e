import Foundation
import Testing

@testable import Command

@Suite struct `A variable of the environment` {
    @Test func `speaks for an option that the command line leaves out`() throws {
        let server = try Server(
            "--port", "0",
            environment: [
                "SEATFILLER_PORT": "70000", "SEATFILLER_NO_RULE_HEADER": "true",
                "SEATFILLER_QUIRK": "store.maxResults=clamp,store.maxResults=clamp",
                "SEATFILLER_ADMIN_OPEN": "no",
            ])
        let answer = try Run.curl(
            "-i", server.url + "/V1/Users/max@contoso.com/Seats?maxResults=500")
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(!answer.contains("X-Seatfiller-Rule"))
    }

    @Test func `that is wrong is named, unless the command line beats it`() throws {
        let variables = [
            "SEATFILLER_RESEED": "maybe", "SEATFILLER_PORT": "x", "SEATFILLER_LOG_LEVEL": "loud",
        ]
        let port = "The value 'x' is invalid for '--port <port>': give an integer from 0 to 65535"
        for (words, message) in [
            ([], "SEATFILLER_PORT: \(port)"),
            (["-p0"], "SEATFILLER_RESEED: The value 'maybe' is neither true nor false"),
            (["--reseed", "--log-level=info"], "SEATFILLER_PORT: \(port)"),
            (["health"], "SEATFILLER_PORT: \(port)"),
        ] {
            let run = try Run(words, environment: variables)
            #expect(run.errors == "seatfiller: \(message)\n")
            #expect(run.exitCode == 2)
        }
        // Only serve's options have variables.
        #expect(try Run("generate", "--users=0", environment: variables).exitCode == 0)
    }

    @Test func `that is empty is none, for every option but the secret ones`() throws {
        let options = try OptionTable(of: ServeCommand.self).options
        #expect(options.count > 25)
        let secrets = ["admin-token", "token-key"]
        var empty = Dictionary(
            uniqueKeysWithValues: options.filter { !secrets.contains($0.name) }
                .map { ($0.variable, "") })
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
        for (name, value) in [("admin-token", "token"), ("token-key", "hex")] {
            let variable = "SEATFILLER_" + name.uppercased().replacing("-", with: "_")
            #expect(
                try Run("--port", "0", environment: [variable: ""]).errors
                    == "seatfiller: \(variable): Missing value for '--\(name) <\(value)>'\n")
        }
    }

    @Test(arguments: [
        ("SEED", "/nowhere.json", "there is no seed at /nowhere.json"),
        (
            "DEFAULT_SEED", "/etc/hostname",
            "the seed /etc/hostname must end in .json, .sql or .db"
        ),
        (
            "STORE", "/nowhere/x.db",
            "the store /nowhere/x.db cannot be used: unable to open database file"
        ),
    ])
    func `that names a file which cannot be used is named with it`(
        name: String, path: String, message: String
    ) throws {
        let run = try Run(["--port", "0"], environment: ["SEATFILLER_\(name)": path])
        #expect(run.errors == "seatfiller: SEATFILLER_\(name): \(message)\n")
        #expect(run.exitCode == 2)
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
                "warning SEATFILLER_FROBNICATE is not the variable of any option",
                "warning SEATFILLER_HELP is not the variable of any option",
                "warning SEATFILLER_LOGLEVEL is not the variable of any option; did you mean SEATFILLER_LOG_LEVEL?",
                "warning SEATFILLER_SED is not the variable of any option; did you mean SEATFILLER_SEED?",
                "info stopping: answers in flight have 5 seconds",
            ])
        #expect(
            try !Server("--port", "0", "--log-level", "error", environment: ["SEATFILLER_SED": "x"])
                .end().errors.contains("SED"))
    }
}

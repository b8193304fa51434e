import Foundation
import Testing

@Suite struct `A generated seed` {
    @Test func `is the same for the same options`() throws {
        let options = ["--users", "2", "--seats-per-user", "1", "--products", "3"]
        let small = options + ["--customers", "1", "--tenants", "1"]
        let run = try Run(["generate"] + small)
        #expect(
            run.output == """
                {
                "storeForBusiness":[
                {"tenantId":"66e12a37-f304-473c-9096-7f87ff3b3714","name":"Generated","domains":["generated.example"],
                "users":[
                {"userName":"user000000@generated.example"},
                {"userName":"user000001@generated.example"}
                ],
                "inventory":[
                {"productKey":{"productId":"9G0000000000","skuId":"0010"},\
                "lastModified":"2016-01-01T00:00:00.0000000+00:00"},
                {"productKey":{"productId":"9G0000000001","skuId":"0010"},\
                "lastModified":"2016-01-01T00:00:00.0000000+00:00"},
                {"productKey":{"productId":"9G0000000002","skuId":"0010"},\
                "lastModified":"2016-01-01T00:00:00.0000000+00:00"}
                ],
                "seats":[
                {"assignedTo":"user000000@generated.example","dateAssigned":"2016-01-01T00:01:00.0000000+00:00",\
                "productKey":{"productId":"9G0000000001","skuId":"0010"}},
                {"assignedTo":"user000001@generated.example","dateAssigned":"2016-01-01T00:00:00.0000000+00:00",\
                "productKey":{"productId":"9G0000000000","skuId":"0010"}}
                ]}
                ],
                "elements":{"customers":[
                {"id":"6125f249-97e1-4487-802f-356982693c98","organization":"Customer 0",\
                "ownerEmail":"owner0@generated.example",
                "tenants":[{"id":"a7c035dc-3379-47b4-95c8-aff0f43ef761","name":"Tenant 0","type":0,\
                "availableUserSeat":953,"assignedUserSeat":602}]}
                ]}
                }

                """)
        #expect(try Run(["generate"] + small + ["--seed", "2"]).output != run.output)
    }

    @Test func `is the same as a store`() throws {
        let folder = try temporaryFolder()
        let options = [
            "--users", "50", "--seats-per-user", "7", "--seats-of-first-user", "130",
            "--products", "200", "--customers", "3",
        ]
        let store = folder.appending(path: "world.db").path
        let made = try Run(["generate"] + options + ["--store", store])
        #expect(made.output == "made \(store): 50 users, 473 seats, 3 customers, 12 tenants\n")
        let seed = folder.appending(path: "seed.json")
        try Data(try Run(["generate"] + options).output.utf8).write(to: seed)
        let key = String(repeating: "5ea7", count: 16)
        let (one, other) = (
            try Server(["--port", "0", "--token-key", key, "--store", store]),
            try Server(["--port", "0", "--token-key", key, "--seed", seed.path])
        )
        for target in ["/__admin/export", "/V1/Inventory?maxResults=100"] {
            let answers = [try Run.curl(one.url + target), try Run.curl(other.url + target)]
            #expect(answers[0].count > 1000)
            #expect(answers[0] == answers[1])
        }
    }

    @Test func `has texts and a title for every product of its inventory`() throws {
        let folder = try temporaryFolder()
        let seed = folder.appending(path: "seed.json")
        try Data(try Run(["generate", "--products", "5"]).output.utf8).write(to: seed)
        let server = try Server(["--port", "0", "--seed", seed.path])
        let inventory = try Run.curl(server.url + "/V1/Inventory")
        let products = inventory.matches(of: /"productId":"(\w+)","skuId":"(\w+)"/)
        #expect(products.count == 5)
        for product in products {
            let (id, sku) = (product.1, product.2)
            #expect(
                try Run.curl(server.url + "/V1/Products/\(id)/\(sku)/LocalizedDetails/en-us")
                    .contains(#""language":"en-us","displayName":"\#(id)""#))
            #expect(
                try Run.curl(server.url + "/v7.0/products?bigIds=\(id)&languages=en-us")
                    .contains(#""ProductTitle":"\#(id)""#))
        }
    }

    /// A parent such as nohup, or a shell that starts it in the background, has signals ignored.
    @Test(arguments: [SIGTERM, SIGINT], ["", "trap '' INT TERM HUP; "])
    func `leaves nothing behind when it is stopped in the middle`(
        signal: Int32, parent: String
    ) throws {
        let folder = try temporaryFolder()
        let process = Run.process([], [:], folder)
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [
            "-c", parent + #"exec "$0" generate --users 3000000 --store world.db"#,
            Run.executable.path,
        ]
        try process.run()
        let unfinished = folder.appending(path: "world.db.unfinished").path
        while process.isRunning, !FileManager.default.fileExists(atPath: unfinished) {}
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(process.terminationStatus == signal)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test(arguments: [
        (
            ["--seats-per-user", "51"],
            "a user has 51 seats, each of another product, and there are 50 products; ask for more with --products"
        ),
        (
            ["--users", "100000001"],
            "The value '100000001' is invalid for '--users <n>': give an integer from 0 to 100000000"
        ),
        (
            ["--users", "many"],
            "The value 'many' is invalid for '--users <n>': give an integer from 0 to 100000000"
        ),
        (
            ["--seed", "18446744073709551615"],
            "The value '18446744073709551615' is invalid for '--seed <n>': give an integer from "
                + "-9223372036854775808 to 9223372036854775807"
        ),
        (
            ["--store", "/nowhere/world.db"],
            "the store /nowhere/world.db.unfinished cannot be made: unable to open database file"
        ),
        (["--store", "/etc/hostname"], "/etc/hostname exists already; name another file"),
    ])
    func `that cannot be made is refused in one line`(options: [String], message: String) throws {
        let run = try Run(["generate"] + options)
        #expect(run.errors.hasPrefix("seatfiller: \(message)"), "\(run.errors)")
        #expect(run.exitCode == 2)
        #expect(run.output == "")
    }
}

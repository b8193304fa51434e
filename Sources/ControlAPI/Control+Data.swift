internal import Emulation
internal import HTTP
internal import HTTPTypes
internal import JSON
internal import SQLite

// A world's data as a seed: in and out.
extension Control {
    /// `PUT /__admin/seed`: in place of the world's data; its reset then returns to this.
    func replaceData(_ call: Call) throws -> Response {
        let seed = try Self.seed(call)
        let clock = call.world.clock
        let apis = seededAPIs
        let operations = self.apis.flatMap { $0.operations }
        var faults: [Fault] = []
        let store = try Self.loading {
            try StoreFile.open(.memory, for: apis) { store, _ in
                faults = try Seed.load(
                    [seed], into: store, for: apis, clock: clock, operations: operations)
            }
        }
        let inventory = try Self.inventory(of: store, apis)
        try call.world.replace(by: Image(of: store), faults: faults)
        return Response(json: ["holds": .string(inventory)])
    }

    /// `POST /__admin/seed`: to the world's data.
    func addData(_ call: Call) throws -> Response {
        let seed = try Self.seed(call)
        let clock = call.world.clock
        let apis = seededAPIs
        let inventory = try Self.loading {
            try call.world.transaction(.write) { store in
                try Seed.load([seed], into: store, for: apis, clock: clock)
                return try Self.inventory(of: store, apis)
            }
        }
        return Response(json: ["holds": .string(inventory)])
    }

    /// `GET /__admin/export`
    func exportData(_ call: Call) throws -> Response {
        let apis = seededAPIs
        let seed = try call.world.transaction(.read) { store in
            try Seed.export(store, of: apis)
        }
        return Response(json: seed)
    }

    /// The content, in the language that its type names.
    private static func seed(_ call: Call) throws(Problem) -> Seed {
        guard !call.request.body.isEmpty else { throw .content("is empty; a seed is wanted") }
        let type = call.request.headerFields[.contentType] ?? ""
        let isSQL = type.hasPrefix("application/sql") || type.hasPrefix("text/sql")
        return Seed(
            file: "seed", language: isSQL ? .sql : .json, bytes: call.request.body)
    }

    /// Words what is wrong with a seed.
    private static func loading<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SeedError {
            throw Problem(
                .unprocessableContent, "bad-seed", error.description,
                hint: "Each line says where; nothing has changed.")
        }
    }

    private static func inventory(
        of store: Connection, _ apis: [any SeededAPI.Type]
    ) throws -> String {
        try apis.flatMap { try $0.inventory(of: store) }.joined(separator: ", ")
    }
}

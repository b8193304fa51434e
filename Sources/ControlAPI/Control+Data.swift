import Emulation
import HTTP
import HTTPTypes
import JSON
import SQLite
import System

// Import and export of a world's data as a seed. Both work apart from the event loops.
extension Control {
    /// `PUT /__admin/seed`: replaces the world's data. A reset then returns to this seed.
    func replaceData(_ call: Call) throws -> Response {
        let seed = try Self.seed(call)
        let (world, roster) = (try call.present, roster)
        return try apart(loaders(call)) { pending in
            let leash = Leash(.init(world.memory)) { !pending.isCancelled }
            var faults: [Fault] = []
            let store = try Self.loading {
                try world.translatingErrors {
                    try StoreFile.open(.memory, for: roster) { store, _ in
                        try store.limit(toBytes: world.growth)
                        faults = try Seed.load(
                            [seed], into: store, for: roster, clock: world.clock,
                            on: leash)
                    }
                }
            }
            let inventory = try Self.inventory(of: store, roster)
            let charged = try faults.map { try $0.charged(to: world.memory) }
            try worlds.replace(
                call.world.name, as: .seed(Image(of: store, in: world.memory), charged))
            return Response(json: ["holds": .string(inventory)])
        }
    }

    /// `POST /__admin/seed`: adds to the world's data.
    func addData(_ call: Call) throws -> Response {
        let seed = try Self.seed(call)
        let roster = roster
        // A refused seed makes no world.
        let prospect = try call.selection.existing == nil ? call.selection.prospect : nil
        return try apart(loaders(call)) { pending in
            func load(into world: World) throws -> (String, [Fault]) {
                try Self.loading {
                    try world.load { store in
                        let faults = try Seed.load(
                            [seed], into: store, for: roster, clock: world.clock,
                            roomForFaults: world.faults.room,
                            on: Leash(.init(world.memory)) { !pending.isCancelled })
                        return (
                            try Self.inventory(of: store, roster),
                            try faults.map { try $0.charged(to: world.memory) }
                        )
                    }
                }
            }
            if let prospect { _ = try load(into: prospect) }
            let world = try call.world
            let (inventory, faults) = try load(into: world)
            world.faults.addLoaded(faults)
            return Response(json: ["holds": .string(inventory)])
        }
    }

    /// `GET /__admin/export`
    func exportData(_ call: Call) throws -> Response {
        let (world, roster) = (try call.world, roster)
        return try apart(crew.data) { pending in
            let view = try world.view()
            let (writer, reader) = ContentStream.make()
            // The answer begins with the first piece. Until then it can still become an error.
            var answer: Response? = Response(jsonStream: reader)
            var seed = SeedWriter { piece in
                if let begun = answer.take() { pending.resolve(begun) }
                guard writer.write(piece) else { throw NobodyReads() }
            }
            do {
                try Seed.export(view, of: roster, to: &seed)
            } catch {
                writer.fail()
                throw error
            }
            writer.finish()
            return nil
        }
    }

    private struct NobodyReads: Error {}

    /// The content as a seed, in the language that its media type names.
    private static func seed(_ call: Call) throws(Problem) -> Seed {
        let text = try call.text
        guard !text.isEmpty else { throw .content("is empty; send a seed") }
        return Seed(file: "seed", language: isScript(call) ? .sql : .json, bytes: text)
    }

    private static func isScript(_ call: Call) -> Bool {
        ["application/sql", "text/sql"].contains(call.request.mediaType?.essence)
    }

    /// The threads that load the seed of a call.
    private func loaders(_ call: Call) -> Workers {
        Self.isScript(call) ? crew.scripts : crew.data
    }

    /// Words the mistakes of a seed.
    private static func loading<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SeedError {
            throw Problem(
                .unprocessableContent, code: "bad-seed", detail: error.description,
                hint: "Each line gives the place. Nothing has changed.")
        }
    }

    private static func inventory(of store: Connection, _ roster: Roster) throws -> String {
        try roster.seeded.flatMap { try $0.inventory(of: store) }.joined(separator: ", ")
    }
}

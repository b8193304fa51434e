import Emulation
import HTTP
import HTTPTypes
import JSON

// Worlds: making, dropping, resetting.
extension Control {
    /// `GET /__admin/worlds`
    func listWorlds(_ call: Call) throws -> Response {
        // Each world is looked at, and may be at work.
        try apart(crew.searches) { _ in
            Response(json: ["worlds": .array(worlds.all.map(Self.json))])
        }
    }

    /// `PUT /__admin/worlds/{name}`, `{"from":"other"}` for a copy of another as that is now.
    func makeWorld(_ call: Call) throws -> Response {
        let model = try Self.model(call.content(of: ["from"]))
        do throws(WorldRefusal) {
            let name = try WorldName(call.path["name"])
            let other = try model.map { model throws(WorldRefusal) in try WorldName(model) }
            return Response(.created, json: Self.json(try worlds.make(name, like: other)))
        } catch {
            throw Problem(error)
        }
    }

    /// `DELETE /__admin/worlds/{name}`
    func dropWorld(_ call: Call) throws -> Response {
        do throws(WorldRefusal) {
            try worlds.drop(try WorldName(call.path["name"]))
        } catch {
            throw Problem(error)
        }
        return Response(.noContent)
    }

    /// The name of the world that is to be copied; nil for the seeded state.
    private static func model(_ content: JSON) throws(Problem) -> String? {
        guard let from = content["from"] else { return nil }
        guard let name = from.string else {
            throw .content("has \(from.noun) in from, where the name of a world is wanted")
        }
        return name
    }

    private static func json(_ world: World) -> JSON {
        [
            "name": .string(world.name.description), "created": .string(world.created.text),
            "requests": .integer(Int64(world.requestCount)),
            "privateBytes": .integer(Int64(world.privateByteCount)),
        ]
    }

    /// `POST /__admin/reset`: back to the seeded state.
    func reset(_ call: Call) throws -> Response {
        let world = try call.world
        return try writing(world) {
            let duration = try ContinuousClock().measure {
                try worlds.replace(world.name, as: .beginning)
            }
            let microseconds = duration / .microseconds(1)
            return Response(json: ["resetIn": .string("\(Int(microseconds.rounded(.up))) µs")])
        }
    }

    // MARK: Snapshots

    /// `GET /__admin/snapshots`
    func listSnapshots(_ call: Call) throws -> Response {
        Response(json: ["snapshots": .array(try call.world.snapshots.names.map(JSON.string))])
    }

    /// `PUT /__admin/snapshots/{name}`
    func keepSnapshot(_ call: Call) throws -> Response {
        let name = try Self.snapshotName(call)
        let world = try call.world
        guard try world.snapshots.keep(world.image(), as: name) else {
            throw Problem(
                .serviceUnavailable, "too-many-snapshots",
                "The world has \(Snapshots.most) snapshots already.",
                hint: "DELETE one of them first.")
        }
        return Response(.created, json: ["name": .string(name)])
    }

    /// `GET /__admin/snapshots/{name}`
    func showSnapshot(_ call: Call) throws -> Response {
        let name = try Self.snapshotName(call)
        guard try call.present.snapshots[name] != nil else { throw Self.noSnapshot(name) }
        return Response(json: ["name": .string(name)])
    }

    /// `DELETE /__admin/snapshots/{name}`
    func dropSnapshot(_ call: Call) throws -> Response {
        let name = try Self.snapshotName(call)
        guard try call.present.snapshots.drop(name) else { throw Self.noSnapshot(name) }
        return Response(.noContent)
    }

    /// `POST /__admin/snapshots/{name}/restore`
    func restoreSnapshot(_ call: Call) throws -> Response {
        let name = try Self.snapshotName(call)
        let world = try call.present
        return try writing(world) {
            guard let image = world.snapshots[name] else { throw Self.noSnapshot(name) }
            try worlds.replace(world.name, as: .snapshot(image))
            return Response(json: ["name": .string(name)])
        }
    }

    /// Named as worlds are.
    private static func snapshotName(_ call: Call) throws(Problem) -> String {
        do throws(WorldRefusal) {
            return try WorldName(call.path["name"]).description
        } catch {
            throw Problem(
                .badRequest, "no-snapshot-name",
                "'\(call.path["name"].prefix(100))' cannot be the name of a snapshot.",
                hint: "A name is 1 to 64 of A-Z a-z 0-9 . _ -")
        }
    }

    private static func noSnapshot(_ name: String) -> Problem {
        Problem(
            .notFound, "no-such-snapshot", "The world has no snapshot \(name).",
            hint: "GET /__admin/snapshots lists them.")
    }
}

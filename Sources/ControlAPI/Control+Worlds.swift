import Emulation
import HTTP
import HTTPTypes
import JSON

// Worlds: making, dropping, resetting.
extension Control {
    /// `GET /__admin/worlds`
    func listWorlds(_ call: Call) throws -> Response {
        // Each world must be asked, and may be busy.
        try apart(crew.searches) { _ in
            Response(json: ["worlds": .array(worlds.all.map(Self.json))])
        }
    }

    /// `PUT /__admin/worlds/{name}`: makes a world; `{"from":"other"}` copies the present state of
    /// another.
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

    /// The name of the world to copy; nil for the seeded state.
    private static func model(_ content: JSON) throws(Problem) -> String? {
        guard let from = content["from"] else { return nil }
        guard let name = from.string else {
            throw .content("must have the name of a world in from, not \(from.noun)")
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
}

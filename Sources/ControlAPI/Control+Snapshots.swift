import Emulation
import HTTP
import HTTPTypes
import JSON

// A world's snapshots.
extension Control {
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
                .serviceUnavailable, code: "too-many-snapshots",
                detail: "The world has \(Snapshots.most) snapshots already.",
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

    /// The snapshot's name, which follows the rules for names of worlds.
    private static func snapshotName(_ call: Call) throws(Problem) -> String {
        do throws(WorldRefusal) {
            return try WorldName(call.path["name"]).description
        } catch {
            throw Problem(
                .badRequest, code: "no-snapshot-name",
                detail: "'\(call.path["name"].prefix(100))' cannot be the name of a snapshot.",
                hint: "A name is 1 to 64 of A-Z a-z 0-9 . _ -")
        }
    }

    private static func noSnapshot(_ name: String) -> Problem {
        Problem(
            .notFound, code: "no-such-snapshot", detail: "The world has no snapshot \(name).",
            hint: "GET /__admin/snapshots lists them.")
    }
}

import Emulation
import HTTP
import HTTPTypes
import JSON

// A world's faults.
extension Control {
    /// `GET /__admin/faults`
    func listFaults(_ call: Call) throws -> Response {
        Response(json: ["faults": .array(try call.world.faults.list)])
    }

    /// `POST /__admin/faults`: a fault, or a list of faults.
    func addFaults(_ call: Call) throws -> Response {
        let ids: [String]
        do {
            let faults = try Fault.list(in: call.text, for: roster)
            // A refused fault makes no world.
            if try call.selection.existing == nil {
                _ = try call.selection.prospect.faults.add(faults)
            }
            let world = try call.world
            ids = try world.faults.add(faults.map { try $0.charged(to: world.memory) })
        } catch let error as SeedError {
            throw Problem(
                .badRequest, code: "bad-fault", detail: error.description,
                hint: "Each line gives the place. Nothing has changed.")
        } catch let tooMany as TooManyFaults {
            throw Problem(tooMany)
        }
        let members: JSON = ["ids": .array(ids.map(JSON.string))]
        guard ids.count == 1 else { return Response(.created, json: members) }
        return Response(.created, json: ["id": .string(ids[0])])
    }

    /// `DELETE /__admin/faults`
    func removeFaults(_ call: Call) throws -> Response {
        try call.world.faults.removeAll()
        return Response(.noContent)
    }

    /// `GET /__admin/faults/catalogue`: the faults of paging, and which operations can have each.
    func listPagingFaults(_ call: Call) -> Response {
        Response(json: ["faults": .array(PagingFault.catalogue.map { $0.json(for: roster) })])
    }

    /// `GET /__admin/faults/{id}`
    func showFault(_ call: Call) throws -> Response {
        let id = call.path["id"]
        guard let fault = try call.present.faults[id] else { throw Self.noFault(id) }
        return Response(json: fault)
    }

    /// `DELETE /__admin/faults/{id}`
    func removeFault(_ call: Call) throws -> Response {
        guard try call.present.faults.remove(call.path["id"]) else {
            throw Self.noFault(call.path["id"])
        }
        return Response(.noContent)
    }

    private static func noFault(_ id: String) -> Problem {
        Problem(
            .notFound, code: "no-such-fault", detail: "The world has no fault \(id.prefix(100)).",
            hint: "GET /__admin/faults lists them.")
    }
}

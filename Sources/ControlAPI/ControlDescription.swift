import HTTPTypes
import JSON

/// The OpenAPI document of the control plane, as a program reads it.
struct ControlDescription {
    private let document: JSON

    /// An operation, and where it stands.
    struct Operation {
        let method: HTTPRequest.Method
        let path: String
        let content: JSON
        /// Those of the path and its own, in full.
        let parameters: [JSON]

        /// The schema of its content in JSON; nil if it takes none.
        var contentSchema: JSON? {
            content["requestBody"]?["content"]?["application/json"]?["schema"]
        }
    }

    init() {
        do throws(JSONError) {
            document = try JSON(parsing: PackageResources.openapi_json)
        } catch {
            preconditionFailure("the document is part of the executable: \(error.message)")
        }
    }

    func operation(_ id: String) -> Operation? {
        for path in document["paths"]?.members ?? [] {
            for member in path.value.members where member.value["operationId"]?.string == id {
                let parameters =
                    (path.value["parameters"]?.elements ?? [])
                    + (member.value["parameters"]?.elements ?? [])
                return Operation(
                    method: HTTPRequest.Method(member.name.uppercased()) ?? .get,
                    path: path.name, content: member.value, parameters: parameters.map(whole))
            }
        }
        return nil
    }

    /// A part that may stand elsewhere in the document.
    private func whole(_ part: JSON) -> JSON {
        guard let name = part["$ref"]?.string?.split(separator: "/").last else { return part }
        return document["components"]?["parameters"]?[String(name)] ?? part
    }

    /// A schema that stands by itself: all that it refers to is in its `$defs`.
    func closed(_ schema: JSON) -> JSON {
        var definitions: [JSON.Member] = []
        let closed = rewritten(schema, &definitions)
        guard !definitions.isEmpty else { return closed }
        return .object(
            closed.members + [JSON.Member(name: "$defs", value: .object(definitions))])
    }

    private func rewritten(_ value: JSON, _ definitions: inout [JSON.Member]) -> JSON {
        switch value {
        case .array(let elements): return .array(elements.map { rewritten($0, &definitions) })
        case .object(let members):
            return .object(
                members.map { member in
                    if member.name == "$ref", let name = member.value.string?.schemaName {
                        define(name, &definitions)
                        return JSON.Member(name: "$ref", value: .string("#/$defs/\(name)"))
                    }
                    return JSON.Member(
                        name: member.name, value: rewritten(member.value, &definitions))
                })
        default: return value
        }
    }

    private func define(_ name: String, _ definitions: inout [JSON.Member]) {
        guard !definitions.contains(where: { $0.name == name }),
            let schema = document["components"]?["schemas"]?[name]
        else { return }
        // Before its members, which may refer to it again.
        let place = definitions.count
        definitions.append(JSON.Member(name: name, value: .null))
        let value = rewritten(schema, &definitions)
        definitions[place] = JSON.Member(name: name, value: value)
    }
}

extension String {
    /// `Fault` of `#/components/schemas/Fault`
    fileprivate var schemaName: String? {
        let prefix = "#/components/schemas/"
        return hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}

import HTTP
import HTTPTypes
import JSON

/// A call of the control plane as a tool of the Model Context Protocol. What it is comes from the
/// OpenAPI document.
struct AgentTool: Sendable {
    /// The operation's id: `addFaults`
    let name: String
    private let says: String
    private let method: HTTPRequest.Method
    /// `/__admin/faults/{id}`
    private let path: String
    /// The arguments that stand in the path, and those of the query.
    private let pathNames: [String]
    private let queryNames: [String]
    private let inputSchema: JSON

    /// The argument that names a world.
    private static let world = "world"
    /// The argument that is the call's content.
    private static let content = "content"

    /// The calls that help to test a client, in the order of their use.
    private static let names = [
        "reset", "replaceData", "addData", "listData", "putRow", "patchRow", "deleteRow",
        "listFaults", "addFaults", "removeFaults", "listPagingFaults", "showClock", "setClock",
        "returnClock", "listRequests", "showRequest", "countRequests", "findRequests",
        "awaitRequests", "clearRequests", "listTraversals", "verifyTraversals",
        "forgetTraversals", "showCoverage", "forgetCoverage", "showQuirks", "setQuirks",
        "listWorlds", "makeWorld", "dropWorld", "keepSnapshot", "restoreSnapshot",
    ]

    static let all: [AgentTool] = {
        let description = ControlDescription()
        return names.compactMap { name in
            description.operation(name).map { AgentTool(name, $0, in: description) }
        }
    }()

    private init(
        _ name: String, _ operation: ControlDescription.Operation,
        in description: ControlDescription
    ) {
        self.name = name
        says = operation.content["summary"]?.string ?? name
        method = operation.method
        path = operation.path
        let parameters = operation.parameters
        func names(in place: String) -> [String] {
            parameters.filter { $0["in"]?.string == place }.compactMap { $0["name"]?.string }
        }
        pathNames = names(in: "path")
        queryNames = names(in: "query")
        var properties = parameters.map { parameter in
            JSON.Member(
                name: parameter["name"]?.string ?? "", value: Self.schema(of: parameter))
        }
        if let content = operation.contentSchema {
            properties.append(JSON.Member(name: Self.content, value: content))
        }
        properties.append(
            JSON.Member(
                name: Self.world,
                value: [
                    "type": "string",
                    "description":
                        "The world, which the first call makes: a whole copy of the state.",
                ]))
        inputSchema = description.closed([
            "type": "object", "properties": .object(properties),
            "required": .array(pathNames.map(JSON.string)), "additionalProperties": .bool(false),
        ])
    }

    private static func schema(of parameter: JSON) -> JSON {
        let description = parameter.members.filter { $0.name == "description" }
        return .object((parameter["schema"]?.members ?? []) + description)
    }

    /// As `tools/list` has it.
    var json: JSON {
        ["name": .string(name), "description": .string(says + "."), "inputSchema": inputSchema]
    }

    /// The request that it stands for.
    ///
    /// - Parameter base: the prefix of the agent's own world: `/__world/a`, or nothing.
    /// - Throws: an error of invalid parameters.
    func request(_ arguments: JSON, base: String) throws(AgentError) -> Request {
        let known = pathNames + queryNames + [Self.content, Self.world]
        if let other = arguments.members.first(where: { !known.contains($0.name) }) {
            throw .invalidParameters("\(name) has no argument \(other.name.prefix(100))")
        }
        var target = path
        for name in pathNames {
            guard let value = arguments[name]?.plain, !value.isEmpty else {
                throw .invalidParameters("\(self.name) needs the argument \(name)")
            }
            target = target.replacing("{\(name)}", with: value.percentEncoded)
        }
        let query = queryNames.compactMap { name in
            arguments[name]?.plain.map { "\(name)=\($0.percentEncoded)" }
        }
        if !query.isEmpty { target += "?" + query.joined(separator: "&") }
        let world = arguments[Self.world]?.plain.map { "/__world/" + $0.percentEncoded }
        let content = arguments[Self.content].map { Array($0.text.utf8) } ?? []
        return Request(
            method, (world ?? base) + target,
            headerFields: content.isEmpty ? [:] : [.contentType: "application/json"],
            body: content)
    }
}

extension JSON {
    /// The value as it stands in a query; nil for null.
    fileprivate var plain: String? {
        switch self {
        case .null: nil
        case .string(let text): text
        default: text
        }
    }
}

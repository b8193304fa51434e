import Emulation
import HTTP
import HTTPTypes
import JSON

// The Model Context Protocol, by which coding agents call the control plane. Streamable HTTP with
// answers in JSON: <https://modelcontextprotocol.io/specification/2025-06-18/basic/transports>.
extension Control {
    /// `GET /llms.txt`, `/__admin/llms.txt`: what the emulator is and does, for coding agents.
    func showGuide(_ call: Call) -> Response {
        Response(
            headerFields: [.contentType: "text/plain; charset=utf-8"],
            body: PackageResources.llms_txt)
    }

    /// `POST /__admin/mcp`: one message of JSON-RPC.
    func answerAgent(_ call: Call) throws -> Response {
        let version = call.request.headerFields[.agentProtocolVersion]
        guard version.map(Self.protocolVersions.contains) != false else {
            throw Problem(
                .badRequest, code: "bad-protocol-version",
                detail: "MCP-Protocol-Version \(version?.excerpt ?? "") is not spoken here.",
                hint: "It is one of \(Self.protocolVersions.joined(separator: ", ")).")
        }
        do throws(AgentError) {
            let message = try Self.message(call)
            guard let id = message["id"] else {
                // A notification: nothing follows from any of them.
                return Response(.accepted)
            }
            do throws(AgentError) {
                return try answer(message, call, as: id)
            } catch {
                return Self.failure(error, to: id)
            }
        } catch {
            return Self.failure(error, to: .null, .badRequest)
        }
    }

    /// The latest first.
    private static let protocolVersions = ["2025-06-18", "2025-03-26"]

    // MARK: Messages

    private static func message(_ call: Call) throws(AgentError) -> JSON {
        let message: JSON
        do {
            message = try JSON(parsing: call.text)
        } catch let error as JSONError {
            throw .notJSON(error.message)
        } catch {
            throw .notJSON("it cannot be read")
        }
        guard case .object = message else { throw .noRequest("it is \(message.noun)") }
        guard message["jsonrpc"]?.string == "2.0" else { throw .noRequest("jsonrpc is not 2.0") }
        guard message["method"]?.string != nil else { throw .noRequest("it has no method") }
        switch message["params"] {
        case nil, .object: break
        default: throw .noRequest("its params are no object")
        }
        switch message["id"] {
        case nil, .string, .integer, .number: return message
        default: throw .noRequest("its id is neither text nor a number")
        }
    }

    private func answer(_ message: JSON, _ call: Call, as id: JSON) throws(AgentError) -> Response {
        let parameters = message["params"] ?? [:]
        switch message["method"]?.string ?? "" {
        case "initialize": return Self.success(introduction(to: parameters), to: id)
        case "ping": return Self.success([:], to: id)
        case "tools/list":
            return Self.success(["tools": .array(AgentTool.all.map(\.json))], to: id)
        case "tools/call": return try use(parameters, call, as: id)
        case "resources/list":
            return Self.success(["resources": .array(Self.resources.map(\.json))], to: id)
        case "resources/templates/list": return Self.success(["resourceTemplates": []], to: id)
        case "resources/read": return try read(parameters, call, as: id)
        case let method: throw .unknownMethod(method.excerpt)
        }
    }

    private static func success(_ result: JSON, to id: JSON) -> Response {
        Response(json: ["jsonrpc": "2.0", "id": id, "result": result])
    }

    private static func failure(
        _ error: AgentError, to id: JSON, _ status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(status, json: ["jsonrpc": "2.0", "id": id, "error": error.json])
    }

    private func introduction(to parameters: JSON) -> JSON {
        let asked = parameters["protocolVersion"]?.string ?? ""
        let spoken = Self.protocolVersions.contains(asked) ? asked : Self.protocolVersions[0]
        return [
            "protocolVersion": .string(spoken),
            "capabilities": ["tools": [:], "resources": [:]],
            "serverInfo": [
                "name": "seatfiller", "title": "Seatfiller", "version": .string(version),
            ],
            "instructions": """
            An emulator of Microsoft Store for Business and AvePoint Elements. Point the client \
            under test at it, let the client run, then ask verifyTraversals whether it has read \
            its lists whole, and listRequests what it has asked for. addFaults breaks answers \
            and paging on purpose. Each world is a whole copy of the state: use one for a test.
            """,
        ]
    }

    // MARK: Tools

    private func use(_ parameters: JSON, _ call: Call, as id: JSON) throws(AgentError) -> Response {
        let name = parameters["name"]?.string ?? ""
        guard let tool = AgentTool.all.first(where: { $0.name == name }) else {
            throw .invalidParameters("there is no tool \(name.excerpt)")
        }
        let request = try tool.request(parameters["arguments"] ?? [:], base: Self.base(of: call))
        return carryOut(request, call) { response in
            let text = String(decoding: response.body, as: UTF8.self)
            var result: [JSON.Member] = [
                JSON.Member(
                    name: "content",
                    value: [["type": "text", "text": .string(text.isEmpty ? "Done." : text)]]),
                JSON.Member(name: "isError", value: .bool(response.status.code >= 400)),
            ]
            if let content = response.object {
                result.append(JSON.Member(name: "structuredContent", value: content))
            }
            return Self.success(.object(result), to: id)
        }
    }

    /// The prefix of the world that the agent's own request names.
    private static func base(of call: Call) -> String {
        call.selection.isNamed ? "/__world/\(call.selection.name)" : ""
    }

    /// Answers a request by the control plane, for whoever has been admitted already.
    private func carryOut(
        _ request: Request, _ call: Call, _ word: @escaping @Sendable (Response) -> Response
    ) -> Response {
        let response: Response
        do throws(Problem) {
            var request = request
            for field in call.request.headerFields where field.name == .host {
                request.headerFields.append(field)
            }
            let selection = try WorldSelection(request, among: worlds)
            response = respond(to: selection) { _ throws(Problem) in }
        } catch {
            response = error.response
        }
        return Self.worded(response, by: word)
    }

    /// The answer in other words, when it is there.
    private static func worded(
        _ response: Response, by word: @escaping @Sendable (Response) -> Response
    ) -> Response {
        guard let pending = response.pending else { return word(response) }
        // What comes after a while may itself be pending.
        return Response(pending.map { worded($0, by: word) })
    }

    // MARK: Resources

    private static let resources = [
        AgentResource(
            "rules", of: "application/json", at: "/__admin/rules",
            says: """
                Every statement of the two APIs that the emulator keeps: documented, observed, \
                inferred or chosen, with its source.
                """),
        AgentResource(
            "guide", of: "text/plain", at: "/__admin/llms.txt",
            says: """
                What the emulator is, and every call of its control plane.
                """),
        AgentResource(
            "openapi/store", of: "application/json", at: "/__admin/openapi/store.json",
            says: "The OpenAPI document of Microsoft Store for Business."),
        AgentResource(
            "openapi/elements", of: "application/json",
            at: "/__admin/openapi/elements.json",
            says: "The OpenAPI document of AvePoint Elements."),
    ]

    private func read(
        _ parameters: JSON, _ call: Call, as id: JSON
    ) throws(AgentError) -> Response {
        let uri = parameters["uri"]?.string ?? ""
        guard let resource = Self.resources.first(where: { $0.uri == uri }) else {
            throw .unknownResource(uri.excerpt)
        }
        let request = Request(.get, Self.base(of: call) + resource.path)
        return carryOut(request, call) { response in
            let content: JSON = [
                "uri": .string(uri), "mimeType": .string(resource.mediaType),
                "text": .string(String(decoding: response.body, as: UTF8.self)),
            ]
            return Self.success(["contents": [content]], to: id)
        }
    }
}

/// Something to read by the Model Context Protocol.
private struct AgentResource {
    let name: String
    let mediaType: String
    /// The call that gives it.
    let path: String
    let says: String

    init(_ name: String, of mediaType: String, at path: String, says: String) {
        self.name = name
        self.mediaType = mediaType
        self.path = path
        self.says = says
    }

    var uri: String { "seatfiller://\(name)" }

    /// As `resources/list` has it.
    var json: JSON {
        [
            "uri": .string(uri), "name": .string(name), "description": .string(says),
            "mimeType": .string(mediaType),
        ]
    }
}

extension Response {
    /// Its content, if that is an object in JSON.
    fileprivate var object: JSON? {
        guard headerFields[.contentType]?.contains("json") == true else { return nil }
        do throws(JSONError) {
            let content = try JSON(parsing: body)
            if case .object = content { return content }
            return nil
        } catch {
            return nil
        }
    }
}

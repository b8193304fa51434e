import JSON
import Seatfiller
import Testing

/// An operation as an OpenAPI document describes it: what can be sent to it, and where in that a
/// number or an instant can stand.
struct DescribedOperation: CustomStringConvertible {
    let method: String
    let path: String
    private let content: JSON
    private let document: JSON

    var description: String { "\(method) \(path)" }

    /// All operations of the three documents that a server gives out.
    static func all(_ document: String) throws -> [DescribedOperation] {
        let answer = try Admin().get("/__admin/openapi/\(document).json")
        let document = try JSON(parsing: Array(answer.dropFirst(4).utf8))
        return try #require(document["paths"]).members.flatMap { path in
            let shared = path.value["parameters"]?.elements ?? []
            return path.value.members.filter { $0.name != "parameters" }.map { operation in
                let own = operation.value["parameters"]?.elements ?? []
                return DescribedOperation(
                    method: operation.name.uppercased(), path: path.name,
                    content: .object([
                        JSON.Member(name: "parameters", value: .array(shared + own)),
                        JSON.Member(
                            name: "body", value: operation.value["requestBody"] ?? .null),
                    ]), document: document)
            }
        }
    }

    private func resolved(_ schema: JSON) -> JSON {
        guard let reference = schema["$ref"]?.string else { return schema }
        let found = reference.split(separator: "/").dropFirst().reduce(document as JSON?) {
            $0?[String($1)]
        }
        return found.map(resolved) ?? .null
    }

    // MARK: Targets

    /// What the demo seed has under the names that paths give to parameters.
    private static let known = [
        "customerId": "2b0b7a53-6a5e-4f4e-8a9b-6d2f0c9e1a77", "username": "ann@contoso.com",
        "productId": "9NBLGGH4R2R6", "skuId": "0016", "type": "0", "productType": "2048",
        "tenant": "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10",
        "profileId": "c9a2f4be-31d0-4e7a-8f55-0a1b2c3d4e5f", "document": "store.json",
    ]

    /// The names of its parameters in the path and in the query.
    var parameters: [(name: String, isInPath: Bool)] {
        (content["parameters"]?.elements ?? []).map(resolved).compactMap { parameter in
            parameter["name"]?.string.map { ($0, parameter["in"]?.string == "path") }
        }
    }

    /// A text with each byte as `%2f`.
    static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }

    /// Its target, with a value for one of the parameters.
    func target(_ name: String = "", _ value: String = "") -> String {
        let escaped = Self.escaped(value)
        var target = path
        var query: [String] = []
        for parameter in parameters {
            if parameter.isInPath {
                let text = parameter.name == name ? escaped : Self.known[parameter.name] ?? "a"
                target = target.replacing("{\(parameter.name)}", with: text)
            } else if parameter.name == name {
                query.append("\(name)=\(escaped)")
            } else if parameter.name == "timeoutMs" {
                // What is waited for has not come, and will not.
                query.append("timeoutMs=0")
            }
        }
        return target + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    // MARK: Content

    private var schema: JSON? { content["body"]?["content"]?.members.first?.value["schema"] }

    /// The media type of its content; nil where it has none.
    var mediaType: String? { content["body"]?["content"]?.members.first?.name }

    /// What a member is described as.
    enum Kind {
        case number, instant, other
    }

    /// Content with every member that there is.
    var sample: JSON? { schema.map { sample($0) } }

    /// Content with every member that there is, in which a value stands for one of them; the path
    /// of that.
    func samples(replacing values: (Kind) -> [JSON]) -> [(path: String, content: JSON)] {
        schema.map { variants($0, values, at: "") } ?? []
    }

    private func sample(_ schema: JSON) -> JSON {
        let schema = resolved(schema)
        for name in ["const", "default"] { if let value = schema[name] { return value } }
        for name in ["enum", "examples"] {
            if let value = schema[name]?.elements.first { return value }
        }
        for name in ["oneOf", "anyOf", "allOf"] where schema["properties"] == nil {
            if let choice = schema[name]?.elements.first, schema["format"] == nil {
                return sample(choice)
            }
        }
        switch schema["type"]?.string {
        case "object":
            return .object(
                (schema["properties"]?.members ?? []).map {
                    JSON.Member(name: $0.name, value: sample($0.value))
                })
        case "array": return .array([sample(schema["items"] ?? .null)])
        case "integer", "number": return schema["minimum"] ?? .integer(1)
        case "boolean": return .bool(true)
        default:
            let isInstant = schema["format"]?.string == "date-time"
            return .string(isInstant ? "2018-05-01T12:00:00Z" : "a@b.example")
        }
    }

    private func variants(
        _ schema: JSON, _ values: (Kind) -> [JSON], at path: String
    ) -> [(path: String, content: JSON)] {
        let schema = resolved(schema)
        let choices = ["oneOf", "anyOf", "allOf"].flatMap { schema[$0]?.elements ?? [] }
        if let properties = schema["properties"]?.members {
            return properties.flatMap { property in
                variants(property.value, values, at: "\(path)/\(property.name)").map { variant in
                    let members = properties.map {
                        JSON.Member(
                            name: $0.name,
                            value: $0.name == property.name ? variant.content : sample($0.value))
                    }
                    return (variant.path, .object(members))
                }
            }
        }
        if let items = schema["items"] {
            return variants(items, values, at: path).map { ($0.path, .array([$0.content])) }
        }
        if !choices.isEmpty, schema["type"] == nil {
            return choices.flatMap { variants($0, values, at: path) }
        }
        let isNumber = ["integer", "number"].contains(schema["type"]?.string)
        let isInstant =
            schema["format"]?.string == "date-time"
            || choices.contains { $0["format"]?.string == "date-time" }
        return values(isNumber ? .number : isInstant ? .instant : .other).map { (path, $0) }
    }
}

import Foundation
package import HTTP
import HTTPTypes
import JSON

/// The schema of every answer, read from `contract.txt`, which says how it is written.
package struct Contract: Sendable {
    /// What an answer may hold: alternatives.
    private typealias Kind = String

    private struct Member: Sendable {
        let name: String
        let isOptional: Bool
        let kind: Kind
    }

    /// The answers of an operation, by status code.
    private struct Operation: Sendable {
        let method: String
        let pattern: [String]
        var kinds: [Int: Kind] = [:]
    }

    private var structures: [String: [Member]] = [:]
    private var operations: [Operation] = []

    package static let shared: Contract = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "contract.txt")
        do {
            return Contract(try String(contentsOf: file, encoding: .utf8))
        } catch {
            preconditionFailure("\(file.path): \(error)")
        }
    }()

    private init(_ text: String) {
        var structure: String?
        for line in text.split(separator: "\n") {
            let line = line.prefix { $0 != "#" }
            let words = line.split(separator: " ").map(String.init)
            switch words.first {
            case nil: continue
            case "structure" where words.count == 2:
                structure = words[1]
                structures[words[1]] = []
            case "answer" where words.count == 3:
                structure = nil
                operations.append(Operation(method: words[1], pattern: Self.segments(words[2])))
            default:
                let parts = line.split(separator: ":", maxSplits: 1)
                precondition(
                    line.hasPrefix("  ") && parts.count == 2, "no line of a contract: \(line)")
                let name = parts[0].trimmingCharacters(in: .whitespaces)
                let kind = parts[1].trimmingCharacters(in: .whitespaces)
                if let structure {
                    let isOptional = name.hasSuffix("?")
                    structures[structure]?.append(
                        Member(
                            name: isOptional ? String(name.dropLast()) : name,
                            isOptional: isOptional,
                            kind: kind))
                } else if let status = Int(name) {
                    operations[operations.count - 1].kinds[status] = kind
                }
            }
        }
        precondition(structures.count > 50 && operations.count > 20, "the contract is too short")
    }

    private static func segments(_ path: String) -> [String] {
        path.split(separator: "/").map(String.init)
    }

    /// What of an answer is not as the contract has it; nothing where all of it is.
    package func complaints(about response: Response, to request: Request) -> [String] {
        let status = response.status.code
        // The emulator's own failure is in no contract.
        guard status != 500, let kind = kind(of: status, to: request) else { return [] }
        let head = "\(request.method) \(request.target.path) \(status)"
        guard !kind.isEmpty else { return ["\(head): the contract has no such status"] }
        if response.body.isEmpty {
            return kind.contains("empty") ? [] : ["\(head): no content, expected \(kind)"]
        }
        do {
            // Another reader must find it to be JSON too.
            _ = try JSONSerialization.jsonObject(
                with: Data(response.body), options: [.fragmentsAllowed])
            return complaints(about: try JSON(parsing: response.body), kind, "$").map {
                "\(head): \($0)"
            }
        } catch {
            return ["\(head): \(error)"]
        }
    }

    /// The kind of the answer; empty for a status that the operation does not have, nil where the
    /// contract has nothing to say.
    private func kind(of status: Int, to request: Request) -> Kind? {
        let path = request.target.segments.filter { !$0.isEmpty }
        let matching = operations.filter { Self.matches($0.pattern, path) }
        let method = request.method.rawValue
        if let operation = matching.first(where: { $0.method == method }) {
            return operation.kinds[status] ?? ""
        }
        if status == 405 { return matching.lazy.compactMap { $0.kinds[405] }.first }
        guard matching.isEmpty, status == 404 else { return nil }
        switch path.first?.lowercased() {
        case "v1": return "StoreUnrouted"
        case "partner": return "Envelope404 | Problem404"
        default: return nil
        }
    }

    private static func matches(_ pattern: [String], _ path: [String]) -> Bool {
        pattern.count == path.count
            && zip(pattern, path).allSatisfy {
                $0.hasPrefix("{") || $0.lowercased() == $1.lowercased()
            }
    }

    // MARK: Values

    private func complaints(about value: JSON, _ kind: Kind, _ place: String) -> [String] {
        var first: [String] = []
        for alternative in Self.alternatives(kind) {
            let complaints = complaints(about: value, alternative: alternative, place)
            if complaints.isEmpty { return [] }
            // Of several the most telling: one that looked into the value.
            if first.isEmpty || complaints[0].count > first[0].count { first = complaints }
        }
        return first
    }

    /// `A | [B | C]` is two of them.
    private static func alternatives(_ kind: Kind) -> [String] {
        var parts = [""]
        var depth = 0
        for character in kind {
            if character == "[" { depth += 1 }
            if character == "]" { depth -= 1 }
            if character == "|", depth == 0 {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.map { $0.trimmingCharacters(in: .whitespaces) }
    }

    private func complaints(about value: JSON, alternative kind: String, _ place: String)
        -> [String]
    {
        if kind.hasPrefix("["), case .array(let elements) = value {
            return elements.enumerated().flatMap { index, element in
                complaints(
                    about: element, String(kind.dropFirst().dropLast()), "\(place)[\(index)]")
            }
        }
        if let members = structures[kind], case .object(let given) = value {
            return complaints(about: given, members, "\(place) (\(kind))")
        }
        return Self.isPlain(value, kind)
            ? [] : ["\(place) is \(value.text.prefix(80)), expected \(kind)"]
    }

    private func complaints(
        about given: [JSON.Member], _ members: [Member], _ place: String
    ) -> [String] {
        let names = given.map(\.name)
        let expected = members.filter { names.contains($0.name) || !$0.isOptional }.map(\.name)
        guard names == expected else { return ["\(place) has \(names), expected \(expected)"] }
        return given.flatMap { member -> [String] in
            let kind = members.first { $0.name == member.name }?.kind ?? ""
            return complaints(about: member.value, kind, "\(place).\(member.name)")
        }
    }

    private static func isPlain(_ value: JSON, _ kind: String) -> Bool {
        switch value {
        case .null: kind == "null" || kind == "any"
        case .bool: kind == "bool" || kind == "any"
        case .integer(let number):
            kind == "int64" || kind == "any" || kind == String(number)
                || (kind == "int32" && Int32(exactly: number) != nil)
        case .string(let text):
            kind == "string" || kind == "any" || kind == "'\(text)'" || isText(text, kind)
        case .number, .array, .object: kind == "any"
        }
    }

    private static func isText(_ text: String, _ kind: String) -> Bool {
        switch kind {
        case "guid": text.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil
        case "datetime": text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+00:00/) != nil
        case "utc": text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil
        case "monthfirst": text.wholeMatch(of: /\d\d-\d\d-\d{4}T\d\d:\d\d:\d\dZ/) != nil
        case "slashed": text.wholeMatch(of: /\d{4}\/\d\d\/\d\d/) != nil
        case "number-text": text.wholeMatch(of: /\d+/) != nil
        case "base64": text.isEmpty || Data(base64Encoded: text) != nil
        case "url": URL(string: text)?.scheme != nil
        default: false
        }
    }
}

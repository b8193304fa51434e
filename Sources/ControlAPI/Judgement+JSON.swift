import Emulation
import JSON

extension Judgement {
    /// As the control plane prints it, without its requests.
    ///
    /// - Parameter roster: the APIs, which declare the subjects of requests.
    func json(of roster: Roster) -> JSON {
        var members = [JSON.Member(name: "id", value: .integer(id))]
        func add(_ name: String, _ value: JSON) {
            members.append(JSON.Member(name: name, value: value))
        }
        add("operation", .string(operation))
        for subject in roster.subjects {
            guard let value = subject.value(in: parameters) else { continue }
            add(subject.name, .string(value))
        }
        add("credential", credential.map(JSON.string) ?? .null)
        add("verdict", .string(verdict.rawValue))
        if let reason { add("reason", .string(reason)) }
        add("pages", .integer(Int64(pages)))
        add("served", .integer(Int64(served)))
        add("distinct", distinct.map { .integer(Int64($0)) } ?? .null)
        add("missed", missed.map { .integer(Int64($0)) } ?? .null)
        add("repeated", repeated.map { .integer(Int64($0)) } ?? .null)
        add("end", .string(end.rawValue))
        add("findings", .array(findings.map(\.json)))
        return .object(members)
    }

    /// As the control plane prints it, with its requests.
    ///
    /// - Parameters:
    ///   - before: the id of the request that only earlier ones are printed of.
    ///   - most: how many are printed, the latest of these; nil for all.
    func json(of roster: Roster, requestsBefore before: Int64, most: Int?) -> JSON {
        let wanted = requests.prefix { $0.id < before }
        let printed = wanted.suffix(most ?? wanted.count)
        var members = json(of: roster).members
        members.append(JSON.Member(name: "requests", value: .array(printed.map(\.json))))
        if most != nil {
            let next = printed.count < wanted.count ? printed.first?.id : nil
            let value = next.map { JSON.string(String($0)) } ?? .null
            members.append(JSON.Member(name: "next", value: value))
        }
        return .object(members)
    }
}

extension Finding {
    fileprivate var json: JSON {
        [
            "code": .string(code.rawValue), "page": page.map(JSON.integer) ?? .null,
            "detail": .string(detail),
        ]
    }
}

extension Judgement.Request {
    fileprivate var json: JSON {
        [
            "id": .integer(id), "at": .string(at.text),
            "page": page.map(JSON.integer) ?? .null,
            "status": status.map { .integer(Int64($0)) } ?? .null,
            "items": items.map { .integer(Int64($0)) } ?? .null, "more": .bool(more),
        ]
    }
}

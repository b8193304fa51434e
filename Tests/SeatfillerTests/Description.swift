import JSON

/// The schemas of an OpenAPI document.
struct Description {
    private let schemas: JSON

    init(_ schemas: JSON) {
        self.schemas = schemas
    }

    /// The names of the members of all described objects within a schema, by their paths.
    func membersByPath(of schema: JSON, at path: String = "") -> [String: Set<String>] {
        if let reference = schema["$ref"]?.string, let name = reference.split(separator: "/").last,
            let schema = schemas[String(name)]
        {
            return membersByPath(of: schema, at: path)
        }
        if let items = schema["items"] { return membersByPath(of: items, at: path + "[]") }
        guard let properties = schema["properties"] else { return [:] }
        var members = [path: Set(properties.members.map(\.name))]
        for property in properties.members {
            let path = path.isEmpty ? property.name : "\(path).\(property.name)"
            members.merge(membersByPath(of: property.value, at: path)) { $0.union($1) }
        }
        return members
    }
}

extension JSON {
    /// The names of the members of all objects within the value, by their paths: `users[]`.
    var membersByPath: [String: Set<String>] { membersByPath(at: "") }

    private func membersByPath(at path: String) -> [String: Set<String>] {
        switch self {
        case .array(let elements):
            elements.reduce(into: [:]) { members, element in
                members.merge(element.membersByPath(at: path + "[]")) { $0.union($1) }
            }
        case .object(let own):
            own.reduce(into: [path: Set(own.map(\.name))]) { members, member in
                let path = path.isEmpty ? member.name : "\(path).\(member.name)"
                members.merge(member.value.membersByPath(at: path)) { $0.union($1) }
            }
        default: [:]
        }
    }

    /// The same with another value at a path, wherever there is one.
    func changed(at path: ArraySlice<Substring>, _ change: (JSON) -> JSON) -> JSON {
        guard let step = path.first else { return change(self) }
        let name = step.prefix { $0 != "[" }
        return .object(
            members.map { member in
                guard member.name == name else { return member }
                let value =
                    step.hasSuffix("[]")
                    ? .array(member.value.elements.map { $0.changed(at: path.dropFirst(), change) })
                    : member.value.changed(at: path.dropFirst(), change)
                return Member(name: member.name, value: value)
            })
    }
}

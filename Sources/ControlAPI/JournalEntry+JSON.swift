import Emulation
import HTTP
import HTTPTypes
import JSON

extension Journal.Entry {
    /// As the control plane prints it.
    var json: JSON {
        let request = self.request
        let exchange: JSON = [
            "query": .repeated(request.target.query.map { ($0.name, $0.value) }) { $0 },
            "headers": .repeated(request.headerFields),
            "body": .string(String(decoding: request.body, as: UTF8.self)),
            "truncated": .bool(self.isTruncated),
        ]
        let answer: JSON = ["answer": self.answer?.json ?? .null]
        return .object(
            head(of: request).members + exchange.members + outcome.members + answer.members)
    }

    /// Without what only a look at the whole exchange needs.
    var brief: JSON { .object(head(of: self.request).members + outcome.members) }

    private func head(of request: Request) -> JSON {
        [
            "id": .integer(id), "at": .string(self.at.text),
            "world": .string(world.description),
            "method": .string(request.method.rawValue),
            "path": .string(String(request.target.path)),
        ]
    }

    private var outcome: JSON {
        [
            "status": self.status.map { .integer(Int64($0)) } ?? .null,
            "operation": self.operation.map(JSON.string) ?? .null,
            "rule": self.rule.map(JSON.string) ?? .null,
            "fault": self.fault.map(JSON.string) ?? .null,
            "traversal": traversal.map(JSON.integer) ?? .null,
            "durationMicroseconds": .integer(Int64(self.duration / .microseconds(1))),
        ]
    }
}

extension KeptAnswer {
    fileprivate var json: JSON {
        [
            "headers": .repeated(headerFields),
            "body": .string(String(decoding: content, as: UTF8.self)),
            "truncated": .bool(isTruncated),
        ]
    }
}

extension JSON {
    /// The values of a name: null for none, an array for several.
    static func repeated(_ values: [String]) -> JSON {
        switch values.count {
        case 0: .null
        case 1: .string(values[0])
        default: .array(values.map(JSON.string))
        }
    }

    /// Fields by their names.
    fileprivate static func repeated(_ fields: HTTPFields) -> JSON {
        repeated(fields.map { ($0.name, $0.value) }) { $0.rawName }
    }

    /// An object with each name once, at its first place.
    fileprivate static func repeated<Name: Hashable>(
        _ items: [(name: Name, value: String)], _ text: (Name) -> String
    ) -> JSON {
        var places: [Name: Int] = [:]
        var groups: [(name: Name, values: [String])] = []
        for item in items {
            if let place = places[item.name] {
                groups[place].values.append(item.value)
            } else {
                places[item.name] = groups.count
                groups.append((item.name, [item.value]))
            }
        }
        return .object(groups.map { Member(name: text($0.name), value: .repeated($0.values)) })
    }
}

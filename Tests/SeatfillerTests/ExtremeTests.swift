import Emulation
import JSON
import Seatfiller
import TestWorlds
import Testing

/// Every number and every instant that can be sent, as the OpenAPI documents list them.
@Suite struct `A number or an instant of a request` {
    static let documents = ["store", "elements", "admin"]

    /// Whether an answer is one: a status that the emulator means, and content that reads.
    static func isWellFormed(_ answer: String) -> Bool {
        guard let status = Int(answer.prefix(3)), (200..<600).contains(status) else { return false }
        let content = Array(answer.dropFirst(4).utf8)
        guard let first = content.first, "{[".utf8.contains(first) else { return true }
        do throws(JSONError) {
            _ = try JSON(parsing: content)
            return true
        } catch {
            return false
        }
    }

    /// - Parameter emulator: anew for each operation, so that what it leaves hides nothing.
    private static func check(
        _ admin: Admin, _ operation: DescribedOperation, _ answer: String, _ sent: String
    ) {
        #expect(
            isWellFormed(answer) && !answer.hasPrefix("500"), "\(operation) \(sent): \(answer)")
    }

    @Test(arguments: documents)
    func `is taken or refused in a path and a query`(document: String) throws {
        var count = 0
        for operation in try DescribedOperation.all(document) {
            let admin = try Admin()
            for (name, _) in operation.parameters {
                for text in Extremes.numbers + Extremes.words + Extremes.instants {
                    let target = operation.target(name, text)
                    let headers = operation.mediaType.map { [("Content-Type", $0)] } ?? []
                    let body = operation.sample?.text ?? ""
                    let answer = admin.call(operation.method, target, body, headers)
                    Self.check(admin, operation, answer, target)
                    count += 1
                }
            }
            #expect(admin.get("/__admin/health").hasPrefix("200 "), "\(operation)")
        }
        #expect(count > 1000)
    }

    @Test(arguments: documents)
    func `is taken or refused in content`(document: String) throws {
        func values(_ kind: DescribedOperation.Kind) -> [JSON] {
            switch kind {
            case .number: Extremes.values + ["NaN", "-9223372036854775808", "1e309"]
            case .instant: Extremes.instants.map(JSON.string) + [.integer(.min), -1]
            // A number where something else is wanted.
            case .other: [.integer(.min)]
            }
        }
        var paths: Set<String> = []
        for operation in try DescribedOperation.all(document) {
            guard let mediaType = operation.mediaType, mediaType == "application/json" else {
                continue
            }
            let admin = try Admin()
            for (path, content) in operation.samples(replacing: values) {
                let answer = admin.call(
                    operation.method, operation.target(), content.text,
                    [("Content-Type", mediaType)])
                Self.check(admin, operation, answer, "\(path) \(content.text.suffix(2000))")
                paths.insert("\(operation) \(path)")
            }
            #expect(admin.get("/__admin/health").hasPrefix("200 "), "\(operation)")
            #expect(Self.isWellFormed(admin.get("/__admin/clock")), "\(operation)")
            #expect(Self.isWellFormed(admin.get("/__admin/export")), "\(operation)")
        }
        let isAdmin = document == "admin"
        #expect(paths.count > (document == "store" ? 0 : isAdmin ? 80 : 20))
        #expect(!isAdmin || paths.contains("PUT /__admin/clock /advanceSeconds"))
        #expect(!isAdmin || paths.contains("PUT /__admin/seed /elements/pools/userSeat"))
        #expect(!isAdmin || paths.contains { $0.hasSuffix("/do/throttle/limit") })
    }

    @Test(arguments: documents)
    func `is taken or refused in a form`(document: String) throws {
        let type = "application/x-www-form-urlencoded"
        let forms = try DescribedOperation.all(document).filter { $0.mediaType == type }
        #expect(forms.count == ["store": 2, "elements": 1, "admin": 0][document])
        for operation in forms {
            let admin = try Admin()
            let members = operation.sample?.members ?? []
            #expect(members.count > 4)
            for name in members.map(\.name) {
                for text in Extremes.numbers + Extremes.words + Extremes.instants {
                    let form = members.map { member in
                        let value = member.name == name ? text : member.value.string ?? ""
                        return "\(member.name)=\(DescribedOperation.escaped(value))"
                    }
                    let answer = admin.call(
                        operation.method, operation.target(), form.joined(separator: "&"),
                        [("Content-Type", type)])
                    Self.check(admin, operation, answer, "\(name)=\(text)")
                }
            }
        }
    }

    /// The OpenAPI document does not describe all that lies deep in a seed; a seed has it.
    @Test func `is taken or refused in every member of a seed`() throws {
        let admin = try Admin()
        let demo = try JSON(parsing: Array(admin.get("/__admin/export").dropFirst(4).utf8))
        // With four seats instead of 264, for speed.
        let seed = demo.shortened(to: 4)
        #expect(admin.call("PUT", "/__admin/seed", seed.text).hasPrefix("200 "))
        let places = seed.places()
        #expect(places.count > 100, "\(places)")
        for place in places {
            for value in seed.extremes(at: place[...]) {
                let content = seed.replacing(place[...], with: value)
                let answer = admin.call("PUT", "/__admin/seed", content.text)
                let isJudged = ["200 ", "422 "].contains { answer.hasPrefix($0) }
                #expect(isJudged && Self.isWellFormed(answer), "\(place) \(value): \(answer)")
            }
            #expect(Self.isWellFormed(admin.get("/__admin/export")), "\(place)")
        }
        #expect(admin.get("/__admin/health").hasPrefix("200 "))
    }

    @Test func `is taken or refused in a header that asks for a fault`() throws {
        let admin = try Admin()
        for name in ["status", "delay"] {
            for text in Extremes.numbers
                + Extremes.words.filter({ $0.utf8.allSatisfy { $0 < 128 } })
            {
                let answer = admin.get("/V1/Inventory", [("X-Seatfiller-Fault", "\(name)=\(text)")])
                #expect(Self.isWellFormed(answer), "\(name)=\(text)")
            }
        }
    }
}

extension JSON {
    /// Itself with so many elements at most in each array.
    func shortened(to count: Int) -> JSON {
        switch self {
        case .array(let elements): .array(elements.prefix(count).map { $0.shortened(to: count) })
        case .object(let members):
            .object(
                members.map { Member(name: $0.name, value: $0.value.shortened(to: count)) })
        default: self
        }
    }

    /// Where its values lie, by the names of members; elements of arrays are alike.
    fileprivate func places() -> [[String]] {
        var seen: Set<[String]> = []
        var places: [[String]] = []
        func look(_ value: JSON, _ place: [String]) {
            if !place.isEmpty, seen.insert(place).inserted { places.append(place) }
            for member in value.members { look(member.value, place + [member.name]) }
            for element in value.elements { look(element, place + ["*"]) }
        }
        look(self, [])
        return places
    }

    /// Itself with another value at a place, in the first of the elements that have it.
    fileprivate func replacing(_ place: ArraySlice<String>, with value: JSON) -> JSON {
        guard let name = place.first else { return value }
        let rest = place.dropFirst()
        if name == "*" {
            var elements = elements
            if let index = elements.firstIndex(where: { $0.has(rest) }) {
                elements[index] = elements[index].replacing(rest, with: value)
            }
            return .array(elements)
        }
        return .object(
            members.map {
                let isNamed = $0.name == name
                let changed = isNamed ? $0.value.replacing(rest, with: value) : $0.value
                return Member(name: $0.name, value: changed)
            })
    }

    /// What to try instead of what stands at a place, in the first of the elements that have it.
    fileprivate func extremes(at place: ArraySlice<String>) -> [JSON] {
        guard let name = place.first else {
            switch self {
            case .integer, .number: return Extremes.values + ["1", .null]
            case .string(let text) where Instant(text) != nil:
                return Extremes.instants.map(JSON.string) + [.integer(.min), .null]
            default: return [.integer(.min), .number(1e308), .null, "", [], [:]]
            }
        }
        let rest = place.dropFirst()
        let next = name == "*" ? elements.first { $0.has(rest) } : self[name]
        return next?.extremes(at: rest) ?? []
    }

    private func has(_ place: ArraySlice<String>) -> Bool {
        guard let name = place.first else { return true }
        let rest = place.dropFirst()
        if name == "*" { return elements.contains { $0.has(rest) } }
        return self[name]?.has(rest) ?? false
    }
}

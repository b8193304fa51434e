import JSON

/// What a client says that it has found.
struct ClientAnswer {
    /// Output that is not what it is said to be.
    struct Unreadable: Error {
        let reason: String
    }

    /// What it has found, in its order; what names no item stands there as it is.
    let found: [String]

    /// - Parameter form: nil to find it out.
    init(_ output: [UInt8], as form: AnswerForm?, of list: ListKind) throws(Unreadable) {
        // Some programs print a byte order mark.
        let output = output.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(output.dropFirst(3)) : output
        switch form {
        case .lines: found = Self.lines(output)
        case .exit: found = []
        case .json:
            do throws(JSONError) {
                found = Self.identities(try Self.values(output), of: list)
            } catch {
                let place = "line \(error.place.line), column \(error.place.column)"
                throw Unreadable(reason: "no JSON: \(place): \(error.message)")
            }
        case nil: found = Self.guessed(output, of: list)
        }
    }

    /// Text of any other form is lines.
    private static func guessed(_ output: [UInt8], of list: ListKind) -> [String] {
        let first = output.first { !isBlank($0) }
        guard let first, "[{\"".utf8.contains(first) else { return lines(output) }
        do throws(JSONError) {
            return identities(try values(output), of: list)
        } catch {
            return lines(output)
        }
    }

    /// The elements of an array, or the values of lines; an array on a line is a page of them.
    private static func values(_ output: [UInt8]) throws(JSONError) -> [JSON] {
        do throws(JSONError) {
            return elements(of: try JSON(parsing: output))
        } catch {
            let lines = output.split { $0 == 0x0A }.filter { !$0.allSatisfy(isBlank) }
            guard lines.count > 1 else {
                if lines.isEmpty { return [] }
                throw error
            }
            var values: [JSON] = []
            for line in lines { values += elements(of: try JSON(parsing: Array(line))) }
            return values
        }
    }

    private static func elements(of value: JSON) -> [JSON] {
        if case .array(let elements) = value { elements } else { [value] }
    }

    private static func identities(_ values: [JSON], of list: ListKind) -> [String] {
        values.map { list.identity(of: $0) ?? $0.text }
    }

    private static func lines(_ output: [UInt8]) -> [String] {
        output.split { $0 == 0x0A }.compactMap { line in
            let text = line.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
            return text.isEmpty ? nil : String(decoding: text, as: UTF8.self).lowercased()
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
}

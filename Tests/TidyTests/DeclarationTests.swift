import Testing

/// What the libraries show to those who depend on them. `make docs` refuses the same, but takes a
/// build of its own.
@Suite struct `A public declaration` {
    struct Declaration: CustomTestStringConvertible {
        let place: String
        /// The lines of its doc comment, without their signs.
        let comment: [Substring]
        let parameters: [String]
        var testDescription: String { place }

        /// The parameters that the comment tells of: `- Parameter a: …`, or those of a list.
        var toldParameters: [String] {
            let single = /- Parameter (\w+):.*/
            let listed = #/  - (\w+):.*/#
            return comment.compactMap { line in
                (line.wholeMatch(of: single)?.1 ?? line.wholeMatch(of: listed)?.1).map(String.init)
            }
        }
    }

    private static let all: [Declaration] = ["Sources/Seatfiller", "Sources/SeatfillerTesting"]
        .flatMap { House.files(in: $0, ".swift") }.flatMap(declarations)

    private static func declarations(in file: House.File) -> [Declaration] {
        let lines = file.lines.map { $0.drop { $0 == " " } }
        return lines.indices.compactMap { index in
            let line = lines[index]
            guard line.hasPrefix("public "), !line.contains("import "), !line.contains("extension ")
            else { return nil }
            let above = lines[..<index].reversed().drop { $0.hasPrefix("@") }
            let comment = above.prefix { $0.hasPrefix("///") }.map { $0.dropFirst(3).dropFirst() }
            return Declaration(
                place: "\(file.path):\(index + 1)", comment: comment.reversed(),
                parameters: parameters(lines[index...].joined(separator: " ")))
        }
    }

    /// The names by which the body of a function knows its parameters.
    private static func parameters(_ text: String) -> [String] {
        guard let start = text.firstMatch(of: /^public [^({=]*(?:func|init)[^({=]*\(/) else {
            return []
        }
        var parts = [""]
        var depth = 1
        for character in text[start.range.upperBound...] {
            if "([<".contains(character) { depth += 1 }
            if ")]>".contains(character) { depth -= 1 }
            if depth == 0 { break }
            if character == ",", depth == 1 {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.compactMap { part in
            part.split(separator: ":").first?.split(separator: " ").last.map(String.init)
        }
    }

    @Test func `is found by this test`() throws {
        #expect(Self.all.count > 300)
        let fault = try #require(Self.all.first { $0.parameters.contains("customerId") })
        #expect(fault.toldParameters.contains("probability"))
    }

    @Test func `has a comment`() {
        for declaration in Self.all {
            #expect(!declaration.comment.isEmpty, "\(declaration.place)")
        }
    }

    @Test func `tells of all its parameters, if it tells of one`() {
        for declaration in Self.all where !declaration.toldParameters.isEmpty {
            #expect(
                declaration.toldParameters == declaration.parameters, "\(declaration.place)")
        }
    }
}

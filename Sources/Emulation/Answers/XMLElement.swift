/// An element of a report in XML 1.0.
package struct XMLElement {
    private let name: String
    private let attributes: [(name: String, value: String)]
    private let text: String
    private let elements: [XMLElement]

    package init(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String = "",
        _ elements: [XMLElement] = []
    ) {
        self.name = name
        self.attributes = attributes.map { ($0.key, $0.value) }
        self.text = text
        self.elements = elements
    }

    /// The whole document with this root, a line for each element without text.
    package func document(type: String? = nil) -> String {
        var document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        if let type { document += "<!DOCTYPE \(type)>\n" }
        write(to: &document, depth: 0)
        return document
    }

    private func write(to document: inout String, depth: Int) {
        let indent = String(repeating: "  ", count: depth)
        document += "\(indent)<\(name)"
        for attribute in attributes {
            document += " \(attribute.name)=\"\(Self.escaped(attribute.value))\""
        }
        if elements.isEmpty {
            document += text.isEmpty ? "/>\n" : ">\(Self.escaped(text))</\(name)>\n"
        } else {
            document += ">\n"
            for element in elements { element.write(to: &document, depth: depth + 1) }
            document += "\(indent)</\(name)>\n"
        }
    }

    /// What no document may hold, not even escaped, becomes U+FFFD.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": escaped.unicodeScalars.append("\u{FFFD}")
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

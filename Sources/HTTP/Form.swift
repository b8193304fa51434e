/// The content of a form: application/x-www-form-urlencoded.
package struct Form: Sendable {
    private let items: [Target.QueryItem]

    /// Nil where the request says that its content is something else.
    ///
    /// - Throws: why it cannot be read.
    package init?(_ request: Request) throws(ContentError) {
        guard request.mediaType?.essence == "application/x-www-form-urlencoded" else { return nil }
        items = Target.QueryItem.parse(String(decoding: try request.text, as: UTF8.self))
    }

    /// The first value of this name; nil for none and for an empty one.
    package subscript(name: String) -> String? {
        let value = items.first { $0.name == name }?.value
        return value == "" ? nil : value
    }

    /// What a text means that is written as the names and values of a form are.
    package static func decoded(_ text: Substring) -> String {
        HTTP.decoded(String(text), 0..<text.utf8.count, plusIsSpace: true)
    }
}

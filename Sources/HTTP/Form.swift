/// The content of a form: application/x-www-form-urlencoded.
package struct Form: Sendable {
    private let items: [Target.QueryItem]

    /// Nil if the request declares its content as something else.
    ///
    /// - Throws: an error that says why the content cannot be read.
    package init?(_ request: Request) throws(ContentError) {
        guard request.mediaType?.essence == "application/x-www-form-urlencoded" else { return nil }
        items = Target.QueryItem.parse(String(decoding: try request.text, as: UTF8.self))
    }

    /// The first value with this name; nil if it is absent or empty.
    package subscript(name: String) -> String? {
        let value = items.first { $0.name == name }?.value
        return value == "" ? nil : value
    }

    /// Decodes a name or a value of a form.
    package static func decoded(_ text: Substring) -> String {
        HTTP.decoded(String(text), 0..<text.utf8.count, plusIsSpace: true)
    }
}

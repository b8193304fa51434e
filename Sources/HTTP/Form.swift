internal import HTTPTypes

/// The content of a form: application/x-www-form-urlencoded.
package struct Form: Sendable {
    private let items: [Target.QueryItem]

    /// Nil where the request says that its content is something else.
    package init?(_ request: Request) {
        let type = request.headerFields[.contentType] ?? ""
        let essence = type.prefix { $0 != ";" && $0 != " " }
        guard equalsIgnoringCase(essence, "application/x-www-form-urlencoded") else { return nil }
        items = Target.QueryItem.parse(
            Substring(String(decoding: request.body, as: UTF8.self)).utf8)
    }

    /// The first value of this name; nil for none and for an empty one.
    package subscript(name: String) -> String? {
        let value = items.first { $0.name == name }?.value
        return value == "" ? nil : value
    }
}

package import HTTP
package import HTTPTypes
package import JSON

extension Response {
    /// The content type of every JSON body, as the back ends of the Store print it.
    private static let jsonFields: HTTPFields = [.contentType: "application/json; charset=utf-8"]

    /// A response with a JSON value.
    package init(_ status: HTTPResponse.Status = .ok, json: JSON) {
        self.init(status)
        setJSON(json)
    }

    /// Puts a JSON value in place of the content.
    mutating func setJSON(_ json: JSON) {
        var printer = JSONPrinter()
        printer.value(json)
        body = printer.bytes
        headerFields[.contentType] = Self.jsonFields[.contentType]
    }

    /// A response with JSON text.
    package init(_ status: HTTPResponse.Status = .ok, jsonText: [UInt8]) {
        self.init(status, headerFields: Self.jsonFields, body: jsonText)
    }

    /// A response with JSON that is written while it is sent.
    package init(jsonStream: ContentStream.Reader) {
        self.init(.ok, headerFields: Self.jsonFields)
        stream = jsonStream
    }
}

import HTTP
import HTTPTypes

extension Emulator {
    /// A request as a test writes it.
    public struct Request: Sendable {
        /// `GET`, `POST`, …
        public var method: String
        /// The path and the query, percent-encoded; or a URL, as a proxy is asked for it.
        public var target: String
        /// In the order in which they are sent.
        public var headers: [(name: String, value: String)]
        /// The content; empty if there is none.
        public var body: String

        /// A request of any kind.
        public init(
            _ method: String, _ target: String, headers: [(name: String, value: String)] = [],
            body: String = ""
        ) {
            self.method = method
            self.target = target
            self.headers = headers
            self.body = body
        }

        /// A `GET` of a target.
        public static func get(_ target: String) -> Request {
            Request("GET", target)
        }

        /// A `POST` of JSON to a target.
        public static func post(_ target: String, _ body: String = "") -> Request {
            Request(
                "POST", target, headers: [(name: "Content-Type", value: "application/json")],
                body: body)
        }
    }

}

extension HTTP.Request {
    /// Nil if the method or a header name is not a token of HTTP.
    init?(_ request: Emulator.Request) {
        guard let method = HTTPRequest.Method(rawValue: request.method) else { return nil }
        var fields = HTTPFields()
        for header in request.headers {
            guard let name = HTTPField.Name(header.name) else { return nil }
            fields.append(HTTPField(name: name, value: header.value))
        }
        let body = Array(request.body.utf8)
        do throws(TargetForm.Malformed) {
            let form = try TargetForm(request.target, of: method)
            self.init(method, form, headerFields: fields, body: body)
        } catch {
            // A path without a slash is nobody's.
            self.init(method, request.target, headerFields: fields, body: body)
        }
    }
}

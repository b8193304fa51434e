import HTTP
import HTTPTypes

extension Emulator {
    /// An answer as a test reads it.
    public struct Response: Sendable {
        /// The status code.
        public let status: Int
        /// In the order of the answer, with names in lower case.
        public let headers: [(name: String, value: String)]
        /// The content.
        public let body: String
        /// The whole answer: status line, headers, content.
        public let text: String

        /// The value of the first header with this name, ignoring case.
        public func header(_ name: String) -> String? {
            headers.first { $0.name == name.lowercased() }?.value
        }
    }
}

extension Emulator.Response {
    init(_ response: HTTP.Response) {
        status = response.status.code
        headers = response.headerFields.map { ($0.name.canonicalName, $0.value) }
        body = String(decoding: response.body, as: UTF8.self)
        text = response.text
    }
}

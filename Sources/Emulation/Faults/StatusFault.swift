import HTTP
import HTTPTypes
import JSON

/// The answer that a fault gives in place of the API's own.
struct StatusFault: Sendable {
    var status: Int
    var body: JSON?
    var headers: [(name: HTTPField.Name, value: String)] = []
    var retryAfterSeconds: Int64?
    var retryAfterDate: Instant?

    /// The statuses that a fault can have.
    static let statuses: ClosedRange<Int64> = 200...599

    /// What RFC 9110 requires of statuses that no API has of its own, sections 15.5.8 and 15.5.22.
    private static let required: [Int: (HTTPField.Name, String)] = [
        407: (.proxyAuthenticate, "Basic"), 426: (.upgrade, "TLS/1.2"),
    ]

    /// - Parameter form: makes the API's own error of a status.
    func response(form: (HTTPResponse.Status) -> Response) -> Response {
        let status = HTTPResponse.Status.registered(status)
        var response = form(status)
        if let (name, value) = Self.required[self.status], response.headerFields[name] == nil {
            response.headerFields[name] = value
        }
        switch body {
        case nil: break
        case .string(let text):
            response.body = Array(text.utf8)
            response.headerFields[.contentType] = nil
        case .some(let json): response.setJSON(json)
        }
        if !status.allowsContent {
            response.body = []
            response.headerFields[.contentType] = nil
        }
        if let retryAfterSeconds {
            response.headerFields[.retryAfter] = String(retryAfterSeconds)
        } else if let retryAfterDate {
            response.headerFields[.retryAfter] = retryAfterDate.dateField
        }
        for header in headers { response.headerFields[header.name] = header.value }
        return response
    }
}

extension SeedReader {
    /// Reads a member that belongs to a status.
    mutating func read(_ member: String, of status: inout StatusFault) throws {
        let start = try place()
        switch member {
        case "body": status.body = try value()
        case "headers": status.headers = try headerFields()
        case "retryAfterSeconds":
            status.retryAfterSeconds = try integer("retryAfterSeconds", in: 0...1 << 31)
        default: status.retryAfterDate = try instant("retryAfterDate")
        }
        if status.retryAfterSeconds != nil, status.retryAfterDate != nil {
            note(
                "\"do\" says retryAfterSeconds and retryAfterDate", hint: "leave one out", at: start
            )
            status.retryAfterDate = nil
        }
    }

    mutating func headerFields() throws -> [(name: HTTPField.Name, value: String)] {
        var fields: [(name: HTTPField.Name, value: String)] = []
        try dictionary("headers") { seed, name, offset in
            let start = try seed.place()
            guard let value = try seed.string("the header \"\(name)\"", canBeEmpty: true) else {
                return
            }
            guard let field = HTTPField.Name(name) else {
                return seed.note("\"\(name)\" is not a header name", at: offset)
            }
            guard HTTPField.isValidValue(value) else {
                return seed.note("the header \"\(name)\" cannot be that text", at: start)
            }
            guard field != .contentLength, field != .transferEncoding else {
                return seed.note(
                    "the header \"\(name)\" is set by the server",
                    hint: "truncateBody sends less than the declared length", at: offset)
            }
            guard !fields.contains(where: { $0.name == field }) else {
                return seed.note("the header \"\(name)\" is given twice", at: offset)
            }
            fields.append((field, value))
        }
        return fields
    }

    /// Notes members that an answer of this status cannot have.
    mutating func noteUnsent(_ fault: StatusFault, at place: Int) {
        // A status outside of the range has been noted.
        guard StatusFault.statuses.contains(Int64(fault.status)) else { return }
        let status = HTTPResponse.Status.registered(fault.status)
        if !status.allowsContent, fault.body != nil, fault.body != "" {
            note(
                "\"do\" has a \"body\", but an answer of status \(fault.status) has no content",
                hint: "leave it out", at: place)
        }
        let retryAfter =
            fault.retryAfterSeconds != nil
            ? "retryAfterSeconds" : fault.retryAfterDate != nil ? "retryAfterDate" : nil
        if let retryAfter, fault.headers.contains(where: { $0.name == .retryAfter }) {
            note(
                "\"do\" says \(retryAfter) and a header Retry-After", hint: "leave one out",
                at: place)
        }
    }
}

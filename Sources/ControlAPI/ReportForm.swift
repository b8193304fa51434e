import HTTP
import HTTPTypes

/// A form in which the control plane can give a report.
enum ReportForm: CaseIterable {
    case json, markdown, xml

    private var mediaTypes: [String] {
        switch self {
        case .json: ["application/json", "application/*", "*/*"]
        case .markdown: ["text/markdown", "text/*"]
        case .xml: ["application/xml", "text/xml"]
        }
    }

    /// The form that the request's `Accept` prefers; JSON if it names none of these.
    init(of request: Request, among forms: [ReportForm] = allCases) {
        let wanted = Preferences(request.headerFields[values: .accept]).wanted
        self =
            wanted.lazy.compactMap { range in
                forms.first { $0.mediaTypes.contains(range) }
            }.first ?? .json
    }

    /// A report in this form.
    func response(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        let type = "\(mediaTypes[0]); charset=utf-8"
        return Response(status, headerFields: [.contentType: type], body: Array(text.utf8))
    }
}

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

    /// The first form that the request's `Accept` names; JSON if it names none of these.
    init(of request: Request, among forms: [ReportForm] = allCases) {
        let ranges = (request.headerFields[.accept] ?? "").split(separator: ",").map { range in
            range.prefix { $0 != ";" }.trimmed.lowercased()
        }
        for range in ranges {
            if let form = forms.first(where: { $0.mediaTypes.contains(range) }) {
                self = form
                return
            }
        }
        self = .json
    }

    /// A report in this form.
    func response(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        let type = "\(mediaTypes[0]); charset=utf-8"
        return Response(status, headerFields: [.contentType: type], body: Array(text.utf8))
    }
}

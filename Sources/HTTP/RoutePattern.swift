/// A path whose segments are literals or parameters: `/V1/Users/{username}/Seats`.
struct RoutePattern: Sendable {
    let text: String
    private let segments: [Segment]

    private enum Segment: Sendable {
        case literal(String)
        case parameter(String)
    }

    init(_ text: String) {
        self.text = text
        segments = text.dropFirst().split(separator: "/").map { segment in
            segment.first == "{"
                ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
        }
    }

    /// The number of segments of a matching path.
    var count: Int { segments.count }

    /// The parameters in a path; nil if the path does not match.
    ///
    /// - Parameter path: must have as many segments as the pattern.
    func match(_ path: ArraySlice<String>) -> Parameters? {
        var parameters = Parameters()
        for index in segments.indices {
            let given = path[path.startIndex + index]
            switch segments[index] {
            case .literal(let literal):
                guard equalsIgnoringCase(given, literal) else { return nil }
            case .parameter(let name):
                guard !given.isEmpty else { return nil }
                parameters.values.append((name, given))
            }
        }
        return parameters
    }
}

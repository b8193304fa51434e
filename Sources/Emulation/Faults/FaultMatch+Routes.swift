extension SeedReader {
    /// Notes a member of a match that keeps it from matching any request.
    ///
    /// - Parameter place: where the match starts.
    mutating func noteImpossible(_ match: Fault.Match, at place: Int) {
        var routes = roster.namedRoutes.filter { route in
            (match.api ?? route.api) == route.api
                && (match.operation ?? route.operation) == route.operation
        }
        // An operation of another API has been noted.
        guard !routes.isEmpty else { return }
        for (subject, _) in match.subjects {
            routes.removeAll { !subject.isNamed(in: $0.pattern) }
            guard !routes.isEmpty else { return noteAlien(subject.name, "leave it out", at: place) }
        }
        if match.page != nil {
            routes.removeAll { roster.lists[$0.operation] == nil }
            let paged = roster.listOperations.joined(separator: ", ")
            guard !routes.isEmpty else {
                return noteAlien("page", "there are pages of \(paged)", at: place)
            }
        }
        // Without an operation, a method that no route has is a request for none.
        guard let method = match.method,
            match.operation != nil || match.page != nil || !match.subjects.isEmpty
        else { return }
        // Some APIs answer HEAD where they answer GET.
        let methods = Set(routes.map(\.method)).sorted()
        guard !methods.contains(method == "HEAD" ? "GET" : method) else { return }
        noteAlien("method", "it can be \(methods.joined(separator: " or "))", at: place)
    }

    private mutating func noteAlien(_ member: String, _ hint: String, at place: Int) {
        note(
            "no request has this \"\(member)\" beside the rest of \"match\"", hint: hint,
            at: place)
    }
}

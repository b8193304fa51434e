package import HTTP
import HTTPTypes

extension Fault {
    /// Which requests a fault is for; what is nil is for all.
    struct Match: Sendable {
        var api: String?
        var operation: String?
        var method: String?
        var path: PathGlob?
        var subjects: [(subject: RequestSubject, value: String)] = []
        var page: Int64?

        func covers(_ asked: FaultQuestion) -> Bool {
            (api == nil || api == asked.api)
                && (operation == nil || operation == asked.operation?.name)
                && (method == nil || method == asked.request.method.rawValue)
                && (path?.matches(asked.request.target) ?? true)
                && subjects.allSatisfy { asked.isAbout($0, $1) }
                && (page == nil || page == asked.operation?.page?.number)
        }
    }
}

/// What is known of a request when faults are looked for.
package struct FaultQuestion: Sendable {
    let api: String
    let request: Request
    let operation: AskedOperation?

    package init(api: String, _ request: Request, _ operation: AskedOperation?) {
        self.api = api
        self.request = request
        self.operation = operation
    }

    fileprivate func isAbout(_ subject: RequestSubject, _ value: String) -> Bool {
        guard let operation, let found = subject.value(in: operation.parameters) else {
            return false
        }
        // A number can be written in more ways than one.
        return subject.isNumber
            ? Int64(found) == Int64(value) : equalsIgnoringCase(found, value)
    }
}

package import HTTP

/// What the faults of a world need to know of a request.
package struct FaultQuestion: Sendable {
    let api: String
    let request: Request
    let operation: AskedOperation?

    package init(api: String, _ request: Request, _ operation: AskedOperation?) {
        self.api = api
        self.request = request
        self.operation = operation
    }

    func isAbout(_ subject: RequestSubject, _ value: String) -> Bool {
        guard let operation, let found = subject.value(in: operation.parameters) else {
            return false
        }
        // A number can be written in several ways, such as 07.
        return subject.isNumber
            ? Int64(found) == Int64(value) : equalsIgnoringCase(found, value)
    }
}

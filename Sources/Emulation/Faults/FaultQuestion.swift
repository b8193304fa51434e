package import HTTP

/// What the faults of a world need to know of a request.
package struct FaultQuestion: Sendable {
    let api: String
    let request: Request
    let operation: AskedOperation?
    /// Whether the page before the requested one is empty because of a fault.
    let isAfterEmpty: Bool

    package init(
        api: String, _ request: Request, _ operation: AskedOperation?, isAfterEmpty: Bool = false
    ) {
        self.api = api
        self.request = request
        self.operation = operation
        self.isAfterEmpty = isAfterEmpty
    }

    func isAbout(_ subject: RequestSubject, _ value: String) -> Bool {
        guard let operation, let found = subject.value(in: operation.parameters) else {
            return false
        }
        // A number can be written in several ways, such as 07.
        return subject.isNumber
            ? Int64(found) == Int64(value) : equalsIgnoringCase(found, value)
    }

    /// Whether an effect can act on the request, as far as the request tells.
    func canHave(_ effect: Fault.Effect) -> Bool {
        guard case .paging(let fault) = effect else { return true }
        guard let page = operation?.page, let list = operation?.kind,
            list.form.canHave(fault.entry)
        else { return false }
        switch fault.name {
        // What a fault has emptied is there on the next page.
        case .pageEmpty: return !isAfterEmpty
        case .pageOverlaps: return page.number != 1
        default: return true
        }
    }
}

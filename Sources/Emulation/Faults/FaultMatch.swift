package import HTTP
internal import HTTPTypes

extension Fault {
    /// Which requests a fault is for; what is nil is for all.
    internal struct Match: Sendable {
        var api: String?
        var operation: String?
        var method: String?
        var path: PathGlob?
        var user: String?
        var customerID: String?
        var type: Int64?
        var page: Int64?

        func covers(_ asked: FaultQuestion) -> Bool {
            (api == nil || api == asked.api)
                && (operation == nil || operation == asked.operation?.name)
                && (method == nil || method == asked.request.method.rawValue)
                && (path?.matches(asked.request.target) ?? true)
                && (user == nil || user == asked.parameter("username"))
                && (customerID == nil || customerID == asked.parameter("customerId"))
                && (type == nil || type == asked.type)
                && (page == nil || page == asked.operation?.page?.number)
        }
    }
}

/// What is known of a request when faults are looked for.
package struct FaultQuestion: Sendable {
    internal let api: String
    internal let request: Request
    internal let operation: AskedOperation?

    package init(api: String, _ request: Request, _ operation: AskedOperation?) {
        self.api = api
        self.request = request
        self.operation = operation
    }

    fileprivate func parameter(_ name: String) -> String? {
        operation?.parameters.value(of: name)?.lowercased()
    }

    /// Of a tenant, or of a product.
    fileprivate var type: Int64? {
        (parameter("type") ?? parameter("productType")).flatMap { Int64($0) }
    }
}

package import HTTP

/// An operation of an API, as its reference has it.
package struct Operation<Service: RoutedAPI>: Sendable {
    package typealias Action = @Sendable (Service) -> (Request, Parameters) throws -> Answer

    /// `store.listSeatsOfUser`
    package let name: String
    /// What a caller needs, such as a permission.
    let access: Service.Access
    /// What the answer is a page of, if it is one.
    let list: List?
    /// Whether the answer stays the same until the world changes.
    let isCacheable: Bool
    let action: Action

    /// - Parameters:
    ///   - name: as in the reference, without the name of the API.
    ///   - access: what a caller needs.
    ///   - list: what the answer is a page of.
    package init(
        _ name: String, for access: Service.Access, list: List? = nil,
        isCacheable: Bool = false,
        _ action: @escaping Action
    ) {
        self.name = "\(Service.name).\(name)"
        self.access = access
        self.list = list
        self.isCacheable = isCacheable
        self.action = action
    }
}

extension Operation where Service.Access == Void {
    /// An operation that everybody may call.
    package init(_ name: String, _ action: @escaping Action) {
        self.init(name, for: (), action)
    }
}

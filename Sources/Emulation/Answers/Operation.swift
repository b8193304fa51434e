package import HTTP

/// An operation of an API's reference.
package struct Operation<Service: RoutedAPI>: Sendable {
    package typealias Action = @Sendable (Service) -> (Request, Parameters) throws -> Answer

    /// `store.listSeatsOfUser`
    package let name: String
    /// What it asks of whoever calls it.
    let access: Service.Access
    /// Whether it answers a page of a list.
    let isPaged: Bool
    /// Whether it answers alike as long as the world does not change, whenever it is asked.
    let isCacheable: Bool
    let action: Action

    /// - Parameters:
    ///   - name: as the reference has it, without the API's.
    ///   - access: what it asks of whoever calls it.
    package init(
        _ name: String, for access: Service.Access, isPaged: Bool = false,
        isCacheable: Bool = false,
        _ action: @escaping Action
    ) {
        self.name = "\(Service.name).\(name)"
        self.access = access
        self.isPaged = isPaged
        self.isCacheable = isCacheable
        self.action = action
    }
}

extension Operation where Service.Access == Void {
    /// An operation that asks nothing of whoever calls it.
    package init(_ name: String, _ action: @escaping Action) {
        self.init(name, for: (), action)
    }
}

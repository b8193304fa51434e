/// Somebody whom a directory tenant lists.
package struct Person: Sendable {
    /// The user principal name, as the directory writes it.
    package let name: String
    /// A GUID in lower case.
    package let objectID: String
    /// Nil for one who cannot sign in by it.
    package let password: String?

    /// - Parameters:
    ///   - tenant: the id of the tenant, which stands for an object id with the name.
    package init(
        name: String, in tenant: String, objectID: String? = nil, password: String? = nil
    ) {
        self.name = name
        self.objectID = objectID ?? GUID.named("\(tenant) \(name.lowercased())")
        self.password = password
    }
}

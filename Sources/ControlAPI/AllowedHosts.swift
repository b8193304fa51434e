package import HTTP

/// The host names at which the control plane answers if no token protects it.
///
/// This prevents DNS rebinding: a site that a browser has loaded can point its own name at our
/// address, and the browser then lets the site's page call us. Such a name is in the public DNS.
/// The allowed names are not, or they are ours.
package struct AllowedHosts: Sendable {
    private let named: Set<Host>
    /// The address that the server listens on; nil without a server.
    private let address: IPAddress?
    private let takesLocalNames: Bool

    /// - Parameters:
    ///   - named: names that are allowed besides the loopback's.
    ///   - address: the address that the server listens on.
    ///   - takesLocalNames: whether names without a dot are allowed. Containers and services have
    ///     such names, which only a local resolver knows.
    package init(
        _ named: [Host] = [], boundTo address: IPAddress? = nil, takesLocalNames: Bool = false
    ) {
        self.named = Set(named)
        self.address = address
        self.takesLocalNames = takesLocalNames
    }

    func contains(_ host: Host) -> Bool {
        if host.isLoopback || named.contains(host) { return true }
        switch host {
        // A browser that came here by a name sends the name. An address is therefore always the
        // client's own choice.
        case .address(let address):
            return self.address == address || self.address?.isUnspecified == true
        case .name(let name): return takesLocalNames && !name.contains(".")
        }
    }
}

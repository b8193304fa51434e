package import HTTP

/// The names under which the control plane answers where no token keeps it.
///
/// A site can give its own name our address once a browser has loaded it, and the browser then lets
/// its page ask us as if we were that site: DNS rebinding. Such a name is in the public DNS; those
/// that are allowed are not, or are ours.
package struct AllowedHosts: Sendable {
    private let named: Set<Host>
    /// The address that is listened on; nil where there is none.
    private let address: IPAddress?
    private let takesLocalNames: Bool

    /// - Parameters:
    ///   - named: those that are allowed besides the loopback's.
    ///   - address: the one that is listened on.
    ///   - takesLocalNames: whether names without a dot are allowed: those of containers and of
    ///     services beside them, which only a local resolver knows.
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
        // A browser that was led here by a name says the name: an address is always the client's
        // own, be it one of this machine or one that leads to its container.
        case .address(let address):
            return self.address == address || self.address?.isUnspecified == true
        case .name(let name): return takesLocalNames && !name.contains(".")
        }
    }
}
